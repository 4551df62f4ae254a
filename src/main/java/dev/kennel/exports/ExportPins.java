package dev.kennel.exports;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;

/// Keeps the blobs of one file in the store while it is read. They expire when the process dies.
final class ExportPins implements AutoCloseable {

    private static final Duration LIFE = Duration.ofMinutes(10);

    private final BlobStore store;
    private final Clock clock;
    private final Holder holder = Holder.download("export-" + UUID.randomUUID());
    private Instant renewAt;

    private ExportPins(BlobStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// @throws ExportRefused when some of the blobs are gone
    static ExportPins of(VirtualFile file, String path, BlobStore store, Clock clock)
            throws IOException, ExportRefused {
        var pins = new ExportPins(store, clock);
        pins.renewAt = pins.nextRenewal();
        Set<Sha256> blobs = file.blobs();
        if (!blobs.isEmpty() && !store.pin(blobs, pins.holder, LIFE).isEmpty()) {
            throw new ExportRefused("Parts of " + path + " left the store a moment ago: its quant was deleted or made"
                    + " again. Export again.");
        }
        return pins;
    }

    /// To be called often while the file is read.
    void keep() throws IOException {
        if (clock.instant().isAfter(renewAt)) {
            store.renew(holder, LIFE);
            renewAt = nextRenewal();
        }
    }

    private Instant nextRenewal() {
        return clock.instant().plus(LIFE.dividedBy(4));
    }

    @Override
    public void close() throws IOException {
        store.release(holder);
    }
}
