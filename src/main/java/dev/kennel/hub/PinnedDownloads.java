package dev.kennel.hub;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;

/// Holds pins that expire, one set for all downloads of a file at once: a client that reads a file of many blobs in
/// many ranges costs the database little.
///
/// [#tend] must be called more often than pins live. It renews the pins of open downloads and lets go of those that
/// nobody has used since the last time. When this process dies, its pins expire.
final class PinnedDownloads implements DownloadLedger {

    private final BlobStore store;
    private final Clock clock;
    private final Duration life;
    private final ConcurrentMap<Set<Sha256>, Pins> pinned = new ConcurrentHashMap<>();

    PinnedDownloads(BlobStore store, Clock clock, Duration life) {
        this.store = store;
        this.clock = clock;
        this.life = life;
    }

    @Override
    public Optional<Lease> open(VirtualFile file) throws IOException {
        Set<Sha256> blobs = file.blobs();
        if (blobs.isEmpty()) {
            return Optional.of(() -> {});
        }
        while (true) {
            Pins pins = pinned.computeIfAbsent(blobs, Pins::new);
            synchronized (pins) {
                if (!pins.dropped) {
                    return pins.lease();
                }
            }
        }
    }

    /// Renews what is in use and releases what is not.
    void tend() throws IOException {
        for (Pins pins : pinned.values()) {
            synchronized (pins) {
                pins.tend();
            }
        }
    }

    /// Releases everything, when the process ends in order.
    void release() throws IOException {
        for (Pins pins : pinned.values()) {
            synchronized (pins) {
                pins.drop();
            }
        }
    }

    /// The pins of one set of blobs. Guarded by its own monitor; only letting a lease go takes none, because that
    /// happens on event loops, which must not wait for a database.
    private final class Pins {

        private final Set<Sha256> blobs;
        private final Holder holder = Holder.download(UUID.randomUUID().toString());
        private Instant until = Instant.MIN;
        private final AtomicInteger leases = new AtomicInteger();
        private boolean usedSinceTended;
        private boolean dropped;

        Pins(Set<Sha256> blobs) {
            this.blobs = blobs;
        }

        Optional<Lease> lease() throws IOException {
            if (!live() && !pin()) {
                drop();
                return Optional.empty();
            }
            leases.incrementAndGet();
            usedSinceTended = true;
            AtomicBoolean open = new AtomicBoolean(true);
            return Optional.of(() -> {
                if (open.compareAndSet(true, false)) {
                    leases.decrementAndGet();
                }
            });
        }

        void tend() throws IOException {
            if (dropped) {
                return;
            }
            if (leases.get() == 0 && !usedSinceTended) {
                drop();
                return;
            }
            usedSinceTended = false;
            Instant now = clock.instant();
            if (store.renew(holder, life) == blobs.size()) {
                until = now.plus(life);
            } else if (!pin()) {
                until = Instant.MIN;
            }
        }

        private boolean live() {
            return clock.instant().plus(life.dividedBy(4)).isBefore(until);
        }

        private boolean pin() throws IOException {
            Instant now = clock.instant();
            boolean all = store.pin(blobs, holder, life).isEmpty();
            until = all ? now.plus(life) : Instant.MIN;
            return all;
        }

        private void drop() throws IOException {
            dropped = true;
            pinned.remove(blobs, this);
            store.release(holder);
        }
    }
}
