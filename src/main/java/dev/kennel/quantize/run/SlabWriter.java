package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import dev.kennel.quantize.UnitStaged;

/// Hashes the source's rows, and hashes and writes those of the units: each file front to back, all of them side by
/// side, and the source's beside their encoding.
final class SlabWriter {

    private static final CompletableFuture<Void> READ = CompletableFuture.completedFuture(null);

    private final Executor threads;
    private final StageClock.Stage clock;

    SlabWriter(Executor threads, StageClock.Stage clock) {
        this.threads = threads;
        this.clock = clock;
    }

    /// Slabs come in the order of their rows.
    ///
    /// @param encoded the rows of each unit
    /// @return done when the slab's memory is not needed any more. With a tensor's last slab its units, durable,
    ///     of a source whose digest has been found right; before there are none
    CompletableFuture<List<UnitStaged>> submit(SlabRows slab, List<CompletableFuture<Void>> encoded) {
        TensorSweep sweep = slab.sweep();
        CompletableFuture<Void> hashed = sweep.hashing().submit(READ, timed(() -> sweep.hash(slab)), threads);
        List<CompletableFuture<Void>> appended = new ArrayList<>();
        for (int i = 0; i < encoded.size(); i++) {
            UnitInProgress unit = sweep.units().get(i);
            ByteBuffer rows = slab.encodings().get(i);
            appended.add(unit.appending()
                    .submit(encoded.get(i), timed(() -> unit.file().append(rows)), threads));
        }
        return slab.isLast()
                ? finished(sweep, hashed, appended)
                : CompletableFuture.allOf(hashed, all(appended)).thenApply(_ -> List.of());
    }

    private CompletableFuture<List<UnitStaged>> finished(
            TensorSweep sweep, CompletableFuture<Void> hashed, List<CompletableFuture<Void>> appended) {
        List<CompletableFuture<UnitStaged>> units = new ArrayList<>();
        for (int i = 0; i < appended.size(); i++) {
            UnitInProgress unit = sweep.units().get(i);
            units.add(CompletableFuture.allOf(hashed, appended.get(i)).thenApplyAsync(_ -> finished(unit), threads));
        }
        return CompletableFuture.allOf(hashed, all(units))
                .thenApply(_ -> units.stream().map(CompletableFuture::join).toList());
    }

    private UnitStaged finished(UnitInProgress unit) {
        long start = System.nanoTime();
        try {
            return unit.finish();
        } catch (IOException e) {
            throw new CompletionException(e);
        } finally {
            clock.busySince(start);
        }
    }

    private InOrder.Work timed(InOrder.Work work) {
        return () -> {
            long start = System.nanoTime();
            work.run();
            clock.busySince(start);
        };
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> some) {
        return CompletableFuture.allOf(some.toArray(CompletableFuture[]::new));
    }
}
