package dev.kennel.quantize.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import dev.kennel.worker.TaskFailure;

/// Makes a slab that was read ready to be encoded, in pieces of a few rows: looks whether its numbers are finite, which
/// encoders may count on, and widens them to floats where a unit needs these.
final class SlabWidener {

    private static final int PIECE_WEIGHTS = 128 * 1024;

    private final Executor threads;
    private final StageClock.Stage clock;

    SlabWidener(Executor threads, StageClock.Stage clock) {
        this.threads = threads;
        this.clock = clock;
    }

    /// @return done when the slab may be encoded; with a [TaskFailure] when a number is not finite
    CompletableFuture<Void> submit(SlabRows slab) {
        boolean widens = slab.needsFloats();
        int most = Math.toIntExact(Math.max(1, PIECE_WEIGHTS / slab.sweep().rowLength()));
        List<CompletableFuture<Void>> pieces = new ArrayList<>();
        for (int row = 0; row < slab.count(); row += most) {
            int first = row;
            int count = Math.toIntExact(Math.min(most, slab.count() - row));
            pieces.add(CompletableFuture.runAsync(() -> prepare(slab, first, count, widens), threads));
        }
        CompletableFuture<Void> prepared = CompletableFuture.allOf(pieces.toArray(CompletableFuture[]::new));
        return widens ? prepared.thenRun(slab.floats()::areMade) : prepared;
    }

    private void prepare(SlabRows slab, int first, int count, boolean widens) {
        long start = System.nanoTime();
        try {
            slab.sweep().requireFinite(slab, first, count);
        } catch (TaskFailure e) {
            throw new CompletionException(e);
        }
        if (widens) {
            int rowLength = Math.toIntExact(slab.sweep().rowLength());
            slab.floats().make(first * rowLength, count * rowLength);
        }
        clock.busySince(start);
    }
}
