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

    private final Executor threads;
    private final RowEncoder validator;

    SlabEncoder(Executor threads, RowEncoder validator) {
        this.threads = threads;
        this.validator = validator;
    }

    /// @return one for each unit that takes an encoder: done when all its chunks are
    List<CompletableFuture<Void>> submit(SlabRows slab) {
        List<CompletableFuture<Void>> submitted = new ArrayList<>();
        List<UnitInProgress> units = slab.sweep().units();
        for (int i = 0; i < units.size(); i++) {
            UnitInProgress unit = units.get(i);
            ByteBuffer target = slab.encodings().get(i);
            unit.encoder()
                    .map(encoder -> encoder.thenCompose(chosen -> encode(slab, unit, chosen, target)))
                    .ifPresent(submitted::add);
        }
        return submitted;
    }

    private CompletableFuture<Void> encode(
            SlabRows slab, UnitInProgress unit, TensorEncoder encoder, ByteBuffer target) {
        return CompletableFuture.allOf(cut(slab, unit.work().weighted(), encoder.chunkWeights()).stream()
                .map(chunk -> CompletableFuture.runAsync(() -> encode(slab, unit, encoder, chunk, target), threads))
                .toArray(CompletableFuture[]::new));
    }

    /// @param first row within the slab
    private record Chunk(long first, long count) {}

    private static List<Chunk> cut(SlabRows slab, boolean weighted, int chunkWeights) {
        long most = Math.max(1, chunkWeights / slab.sweep().rowLength());
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
        Optional<FloatBuffer> importance =
                unit.work().weighted() ? Optional.of(importance(slab, chunk, rowLength)) : Optional.empty();
        return slab.rows(importance).slice(Math.toIntExact(chunk.first()), Math.toIntExact(chunk.count()));
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
