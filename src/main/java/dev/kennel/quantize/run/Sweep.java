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

import dev.kennel.device.LlamaBuild;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.SlabEncoded;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;

/// Runs an [EncodeTask]: this thread reads, hashes and writes slabs in order, while others encode those in between.
///
/// Memory: the slabs of [SlabMemory], and the importance weights of the tensors in flight. It does not grow with the
/// model.
final class Sweep implements AutoCloseable {

    private record InFlight(SlabRows rows, MemorySegment memory, List<CompletableFuture<Void>> chunks) {}

    private final EncodeTask task;
    private final Reporter reporter;
    private final TensorSweeps sweeps;
    private final SlabMemory memory;
    private final ExecutorService threads;
    private final SlabEncoder encoder;
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
        this.threads = Executors.newFixedThreadPool(
                task.threads(), Thread.ofPlatform().name("encode-", 0).factory());
        this.encoder = new SlabEncoder(threads, rows);
        encoders.choose(task.typesToEncode(), threads);
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
                MemorySegment slab = memory.take();
                SlabRows rows = sweep.readInto(slab);
                inFlight.add(new InFlight(rows, slab, encoder.submit(rows)));
            }
        }
        while (!inFlight.isEmpty()) {
            finishOldest();
        }
        return tally.report(llama);
    }

    private void finishOldest() throws IOException, TaskFailure, InterruptedException {
        InFlight oldest = inFlight.remove();
        SlabRows rows = oldest.rows();
        TensorSweep sweep = rows.sweep();
        await(oldest.chunks());
        sweep.append(rows);
        reporter.progress(new SlabEncoded(sweep.tensor().name(), rows.source().remaining(), rows.encodedBytes()));
        if (rows.isLast()) {
            finish(sweep);
        }
        memory.giveBack(oldest.memory());
    }

    private static void await(List<CompletableFuture<Void>> chunks)
            throws IOException, TaskFailure, InterruptedException {
        for (CompletableFuture<Void> chunk : chunks) {
            try {
                chunk.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TaskFailure failure) {
                    throw failure;
                }
                throw new IllegalStateException("An encoder failed", e.getCause());
            }
        }
    }

    private void finish(TensorSweep sweep) throws IOException, TaskFailure {
        List<UnitStaged> units = sweep.finish();
        open.remove(sweep);
        sweep.close();
        units.forEach(reporter::progress);
        tally.add(sweep.tensor(), units);
    }

    /// Waits for the chunks that are being encoded: their memory is about to go.
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        threads.close();
        for (TensorSweep sweep : open) {
            sweep.close();
        }
        sweeps.close();
        memory.close();
    }
}
