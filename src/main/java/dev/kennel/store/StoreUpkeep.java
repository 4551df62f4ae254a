package dev.kennel.store;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/// Mends the store when the server starts, before anything uses it, and collects from time to time.
@Singleton
class StoreUpkeep {

    private static final Logger LOG = Logger.getLogger(StoreUpkeep.class);

    private final Recovery recovery;
    private final Collector collector;
    private final StoreConfig config;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("store-upkeep").factory());

    StoreUpkeep(Recovery recovery, Collector collector, StoreConfig config) {
        this.recovery = recovery;
        this.collector = collector;
        this.config = config;
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) throws IOException {
        Recovery.Mended mended = recovery.mend();
        if (!mended.nothing()) {
            LOG.infof(
                    "Mended the store: %d staged files swept, %d deletions finished, %d orphan files removed",
                    mended.staged(), mended.deletions(), mended.orphans());
        }
        long every = config.collectEvery().toMillis();
        clockwork.scheduleWithFixedDelay(this::collect, every, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        clockwork.shutdownNow();
    }

    private void collect() {
        try {
            int collected = collector.collect();
            if (collected > 0) {
                LOG.infof("Collected %d blobs that nothing needed", collected);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Blobs could not be collected; the next round tries again", e);
        }
    }
}
