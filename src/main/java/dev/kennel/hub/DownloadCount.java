package dev.kennel.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts the bodies of downloads, whole files and ranges alike, and their bytes.
final class DownloadCount {

    private final Counter complete;
    private final Counter broken;
    private final Counter bytes;

    DownloadCount(MeterRegistry registry) {
        complete = downloads(registry, "complete");
        broken = downloads(registry, "broken");
        bytes = Counter.builder("kennel.download.bytes")
                .description("Bytes of files and ranges that were given to the network")
                .register(registry);
    }

    private static Counter downloads(MeterRegistry registry, String outcome) {
        return Counter.builder("kennel.downloads")
                .description("Files and ranges that were sent, by whether they were sent to their end")
                .tag("outcome", outcome)
                .register(registry);
    }

    void sent(long count) {
        bytes.increment(count);
    }

    void ended(boolean toItsEnd) {
        (toItsEnd ? complete : broken).increment();
    }
}
