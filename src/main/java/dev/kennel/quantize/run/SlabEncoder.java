package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import dev.kennel.llama.RowEncoder;
import dev.kennel.worker.TaskFailure;

/// Cuts a slab into chunks, a few rows of one unit each, and lets the threads encode them. A chunk never crosses an
/// expert's boundary when the unit is weighted: each expert has its own weights.
final class SlabEncoder {

    /// Enough to make handing over a chunk cheap; few enough to keep all threads busy on a small tensor.
    private static final long CHUNK_WEIGHTS = 32 * 1024;

    private final Executor threads;
    private final RowEncoder validator;

    SlabEncoder(Executor threads, RowEncoder validator) {
        this.threads = threads;
        this.validator = validator;
    }

    /// @return done when all chunks are, or when one has failed
    List<CompletableFuture<Void>> submit(SlabRows slab) {
        List<CompletableFuture<Void>> chunks = new ArrayList<>();
        List<UnitInProgress> units = slab.sweep().units();
        for (int i = 0; i < units.size(); i++) {
            UnitInProgress unit = units.get(i);
            ByteBuffer target = slab.encodings().get(i);
            unit.encoder().ifPresent(encoder -> {
                for (Chunk chunk : cut(slab, unit.work().weighted())) {
                    chunks.add(encoder.thenAcceptAsync(chosen -> encode(slab, unit, chosen, chunk, target), threads));
                }
            });
        }
        return chunks;
    }

    /// @param first row within the slab
    private record Chunk(long first, long count) {}

    private static List<Chunk> cut(SlabRows slab, boolean weighted) {
        long most = Math.max(1, CHUNK_WEIGHTS / slab.sweep().rowLength());
        long rowsPerExpert = slab.sweep().rowsPerExpert();
        List<Chunk> chunks = new ArrayList<>();
        for (long row = 0; row < slab.count(); ) {
            long count = Math.min(most, slab.count() - row);
            if (weighted) {
                count = Math.min(count, rowsPerExpert - (slab.firstRow() + row) % rowsPerExpert);
            }
            chunks.add(new Chunk(row, count));
            row += count;
        }
        return chunks;
    }

    private void encode(SlabRows slab, UnitInProgress unit, TensorEncoder encoder, Chunk chunk, ByteBuffer unitTarget) {
        long start = System.nanoTime();
        int rowLength = Math.toIntExact(slab.sweep().rowLength());
        ByteBuffer target = rows(unitTarget, chunk, unit.type().bytes(rowLength));
        encoder.encode(unit.type(), floatRows(slab, unit, chunk, rowLength), target.duplicate());
        if (!validator.valid(unit.type(), target)) {
            throw new CompletionException(new TaskFailure("The tensor " + unit.tensor() + " cannot be encoded as "
                    + unit.type().ggmlName() + ": the encoded rows hold a NaN or an infinity."));
        }
        unit.nanos().add(System.nanoTime() - start);
    }

    private static FloatRows floatRows(SlabRows slab, UnitInProgress unit, Chunk chunk, int rowLength) {
        int from = Math.toIntExact(chunk.first() * rowLength);
        FloatBuffer values = slab.floats().slice(from, Math.toIntExact(chunk.count() * rowLength));
        Optional<FloatBuffer> importance =
                unit.work().weighted() ? Optional.of(importance(slab, chunk, rowLength)) : Optional.empty();
        return new FloatRows(values, rowLength, importance);
    }

    private static FloatBuffer importance(SlabRows slab, Chunk chunk, int rowLength) {
        long expert = (slab.firstRow() + chunk.first()) / slab.sweep().rowsPerExpert();
        return slab.sweep().importance().orElseThrow().slice(Math.toIntExact(expert * rowLength), rowLength);
    }

    private static ByteBuffer rows(ByteBuffer unitTarget, Chunk chunk, long rowBytes) {
        int from = Math.toIntExact(chunk.first() * rowBytes);
        return unitTarget.slice(from, Math.toIntExact(chunk.count() * rowBytes));
    }
}
