package dev.kennel.quantize.run;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.kennel.device.LlamaBuild;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.SlabEncoded;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;

/// Runs an [EncodeTask]: this thread reads slabs in order. Of those that have been read, threads that encode widen and
/// encode the rows, and threads that write hash the source's and hash and write the units'. When all slabs are taken
/// reading waits for the oldest.
///
/// Memory: the slabs of [SlabMemory], and the importance weights of the tensors in flight, which are no more than the
/// slabs and one. It does not grow with the model.
final class Sweep implements AutoCloseable {

    /// @param prepared the encoders of its units, which takes the threads until it is done
    /// @param widened it may be encoded
    /// @param encoded all its units
    /// @param written its memory is free; with a tensor's last slab the units
    private record InFlight(
            SlabRows rows,
            MemorySegment memory,
            CompletableFuture<Void> prepared,
            CompletableFuture<Void> widened,
            CompletableFuture<Void> encoded,
            CompletableFuture<List<UnitStaged>> written) {}

    private final EncodeTask task;
    private final Reporter reporter;
    private final StageClock clock = new StageClock();
    private final TensorSweeps sweeps;
    private final SlabMemory memory;
    private final ExecutorService encoding;
    private final ExecutorService writing;
    private final SlabWidener widener;
    private final SlabEncoder encoder;
    private final SlabWriter writer;
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private final List<TensorSweep> open = new ArrayList<>();
    private final EncodeTally tally = new EncodeTally();

    /// @throws TaskFailure when a tensor's rows are too long
    Sweep(EncodeTask task, RowEncoder rows, Encoders encoders, Optional<ImatrixSlices> imatrix, Reporter reporter)
            throws TaskFailure {
        this.task = task;
        this.reporter = reporter;
        this.sweeps = new TensorSweeps(task, rows, encoders, imatrix);
        this.memory = SlabMemory.forWork(task.tensors(), task.slabBytes());
        this.encoding = threads("encode-", task.threads());
        this.writing = threads("write-", task.threads());
        this.widener = new SlabWidener(encoding, clock.widening());
        this.encoder = new SlabEncoder(encoding, rows, clock.encoding());
        this.writer = new SlabWriter(writing, clock.writing());
        encoders.choose(task.typesToEncode(), encoding);
    }

    private static ExecutorService threads(String name, int count) {
        return Executors.newFixedThreadPool(
                count, Thread.ofPlatform().name(name, 0).factory());
    }

    /// @param llama which llama.cpp is loaded
    EncodeReport run(LlamaBuild llama) throws IOException, TaskFailure, InterruptedException {
        for (TensorWork tensor : task.tensors()) {
            TensorSweep sweep = sweeps.start(tensor);
            open.add(sweep);
            while (sweep.hasMoreRows()) {
                if (memory.isExhausted()) {
                    finishOldest();
                }
                start(sweep, memory.take());
            }
        }
        while (!inFlight.isEmpty()) {
            finishOldest();
        }
        return tally.report(clock.times(task.threads()), llama);
    }

    private void start(TensorSweep sweep, MemorySegment slab) throws IOException, TaskFailure {
        long start = System.nanoTime();
        SlabRows rows = sweep.readInto(slab);
        clock.readSince(start);
        clock.slabIsToBeEncoded();
        CompletableFuture<Void> widened = widener.submit(rows);
        List<CompletableFuture<Void>> units = encoder.submit(rows, widened);
        CompletableFuture<Void> encoded = all(units.stream());
        encoded.thenRun(clock::slabIsEncoded);
        CompletableFuture<Void> prepared = all(sweep.units().stream().flatMap(unit -> unit.encoder().stream()));
        inFlight.add(new InFlight(rows, slab, prepared, widened, encoded, writer.submit(rows, units)));
    }

    private static CompletableFuture<Void> all(Stream<? extends CompletableFuture<?>> some) {
        return CompletableFuture.allOf(some.toArray(CompletableFuture[]::new));
    }

    private void finishOldest() throws IOException, TaskFailure, InterruptedException {
        InFlight oldest = inFlight.remove();
        SlabRows rows = oldest.rows();
        TensorSweep sweep = rows.sweep();
        await(oldest.prepared(), clock.encoding());
        await(oldest.widened(), clock.widening());
        await(oldest.encoded(), clock.encoding());
        List<UnitStaged> units = await(oldest.written(), clock.writing());
        reporter.progress(new SlabEncoded(sweep.tensor().name(), rows.source().remaining(), rows.encodedBytes()));
        if (rows.isLast()) {
            finish(sweep, units);
        }
        memory.giveBack(oldest.memory());
    }

    private static <T> T await(CompletableFuture<T> result, StageClock.Stage stage)
            throws IOException, TaskFailure, InterruptedException {
        long start = System.nanoTime();
        try {
            return result.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case TaskFailure failure -> throw failure;
                case IOException failure -> throw failure;
                default -> throw new IllegalStateException("A thread of the sweep failed", e.getCause());
            }
        } finally {
            stage.waitedSince(start);
        }
    }

    private void finish(TensorSweep sweep, List<UnitStaged> units) throws IOException {
        sweep.handOver();
        open.remove(sweep);
        sweep.close();
        units.forEach(reporter::progress);
        tally.add(sweep.tensor(), units);
    }

    /// Waits for the threads: the memory that they work on is about to go.
    @Override
    public void close() throws IOException {
        encoding.shutdownNow();
        writing.shutdownNow();
        encoding.close();
        writing.close();
        for (TensorSweep sweep : open) {
            sweep.close();
        }
        sweeps.close();
        memory.close();
    }
}
