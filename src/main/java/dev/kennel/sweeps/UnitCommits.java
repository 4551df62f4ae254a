package dev.kennel.sweeps;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.jobs.JobLog;
import dev.kennel.jobs.ShareRun;
import dev.kennel.quantize.EncodingVersion;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;
import dev.kennel.store.NewUnit;

/// Takes finished units into the store in batches: a sweep of a small model makes hundreds a second, one of a large
/// model one in a minute, and none should wait long.
final class UnitCommits {

    private static final int BATCH = 64;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /// A store that failed, carried through the listener of a worker.
    static final class Failed extends RuntimeException {

        Failed(IOException cause) {
            super(cause);
        }

        @Override
        public synchronized IOException getCause() {
            return (IOException) super.getCause();
        }
    }

    private final ShareRun share;
    private final Sweeps sweeps;
    private final JobLog log;
    private final BlobStore store;
    private final UnitCount count;
    private final List<UnitStaged> waiting = new ArrayList<>();
    private long oldest;

    UnitCommits(ShareRun share, Sweeps sweeps, JobLog log, BlobStore store, UnitCount count) {
        this.share = share;
        this.sweeps = sweeps;
        this.log = log;
        this.store = store;
        this.count = count;
    }

    void add(UnitStaged unit) {
        if (waiting.isEmpty()) {
            oldest = System.nanoTime();
        }
        waiting.add(unit);
        if (waiting.size() >= BATCH) {
            flush();
        }
        flushIfDue();
    }

    void flushIfDue() {
        if (!waiting.isEmpty() && System.nanoTime() - oldest > PATIENCE.toNanos()) {
            flush();
        }
    }

    /// The store first: should the process end in between, the next attempt finds the units there.
    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            store.commit(waiting.stream().map(UnitCommits::blob).toList(), Holder.job(share.jobId()));
        } catch (IOException e) {
            throw new Failed(e);
        }
        share.commit(() -> {
            sweeps.made(share.jobId(), waiting);
            log.note(share.jobId(), waiting.stream().map(UnitCommits::line).toList());
        });
        count.made(waiting);
        waiting.clear();
    }

    private static String line(UnitStaged unit) {
        return String.format(
                Locale.ROOT,
                "%-30s  %-7s  %-4s  %6s  stored %s",
                unit.tensor(),
                unit.type().ggmlName(),
                unit.encoder(),
                took(unit),
                unit.sha256().substring(0, 12));
    }

    private static String took(UnitStaged unit) {
        double millis = unit.nanos() / 1e6;
        return String.format(Locale.ROOT, millis < 1000 ? "%.0f ms" : "%.1f s", millis < 1000 ? millis : millis / 1000);
    }

    private static long elements(UnitStaged unit) {
        return unit.bytes() / unit.type().blockBytes() * unit.type().blockSize();
    }

    private static NewBlob blob(UnitStaged unit) {
        var staged = new Staged(unit.file(), new Sha256(unit.sha256()), unit.bytes());
        return NewBlob.of(
                staged,
                new NewUnit(unit.key().hex(), unit.type(), elements(unit), unit.encoder(), EncodingVersion.CURRENT));
    }
}
