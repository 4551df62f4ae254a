package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import dev.kennel.llama.RowEncoder;
import dev.kennel.worker.TaskFailure;

/// Cuts a slab into chunks of a few rows and lets the threads encode them. A chunk is of one unit, or of all those that
/// one device encodes: it carries the rows once. It never crosses an expert's boundary when a unit is weighted: each
/// expert has its own weights.
final class SlabEncoder {

    private final Executor threads;
    private final RowEncoder validator;
    private final StageClock.Stage clock;

    SlabEncoder(Executor threads, RowEncoder validator, StageClock.Stage clock) {
        this.threads = threads;
        this.validator = validator;
        this.clock = clock;
    }

    /// A unit whose encoder has been chosen.
    ///
    /// @param target for all rows of the slab
    private record Encoding(UnitInProgress unit, TensorEncoder encoder, ByteBuffer target) {

        ByteBuffer of(Chunk chunk, long rowLength) {
            long rowBytes = unit.type().bytes(rowLength);
            return target.slice(Math.toIntExact(chunk.first() * rowBytes), Math.toIntExact(chunk.count() * rowBytes));
        }
    }

    /// @param ready when the slab may be encoded
    /// @return one for each unit, done when its rows are encoded; for a copy when they are ready
    List<CompletableFuture<Void>> submit(SlabRows slab, CompletableFuture<Void> ready) {
        List<UnitInProgress> units = slab.sweep().units();
        List<CompletableFuture<Void>> done = new ArrayList<>(Collections.nCopies(units.size(), ready));
        Map<DeviceEncoder, List<Integer>> onDevices = new LinkedHashMap<>();
        for (int i = 0; i < units.size(); i++) {
            int unit = i;
            Optional<DeviceEncoder> device = units.get(i).chosen().flatMap(TensorEncoder::carrier);
            if (device.isPresent()) {
                onDevices.computeIfAbsent(device.get(), _ -> new ArrayList<>()).add(i);
            } else if (units.get(i).encoder().isPresent()) {
                CompletableFuture<TensorEncoder> encoder =
                        units.get(i).encoder().get();
                done.set(
                        i,
                        ready.thenCompose(_ -> encoder)
                                .thenCompose(chosen -> encodeChunks(slab, List.of(encoding(slab, unit, chosen)))));
            }
        }
        for (List<Integer> shared : onDevices.values()) {
            List<Encoding> encodings = shared.stream()
                    .map(unit -> encoding(slab, unit, units.get(unit).chosen().orElseThrow()))
                    .toList();
            CompletableFuture<Void> together = ready.thenCompose(_ -> encodeChunks(slab, encodings));
            shared.forEach(unit -> done.set(unit, together));
        }
        return done;
    }

    private static Encoding encoding(SlabRows slab, int unit, TensorEncoder encoder) {
        return new Encoding(
                slab.sweep().units().get(unit), encoder, slab.encodings().get(unit));
    }

    /// @param encodings one, or some with the same device
    private CompletableFuture<Void> encodeChunks(SlabRows slab, List<Encoding> encodings) {
        boolean weighted =
                encodings.stream().anyMatch(encoding -> encoding.unit().work().weighted());
        int chunkWeights = encodings.getFirst().encoder().chunkWeights();
        return CompletableFuture.allOf(cut(slab, weighted, chunkWeights).stream()
                .map(chunk -> CompletableFuture.runAsync(() -> encodeChunk(slab, chunk, encodings), threads))
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

    private void encodeChunk(SlabRows slab, Chunk chunk, List<Encoding> encodings) {
        long start = System.nanoTime();
        TensorEncoder any = encodings.getFirst().encoder();
        FloatRows rows = slab.rows().slice(Math.toIntExact(chunk.first()), Math.toIntExact(chunk.count()));
        any.carrier()
                .ifPresentOrElse(
                        device -> device.carry(rows, carried -> encodeUnits(slab, chunk, carried, encodings, start)),
                        () -> encodeUnits(slab, chunk, rows, encodings, start));
        encodings.forEach(encoding -> validate(encoding, encoding.of(chunk, rows.rowLength())));
        clock.busySince(start);
    }

    /// @param since when the thread began; waiting for the device is shared out among the units
    private static void encodeUnits(SlabRows slab, Chunk chunk, FloatRows rows, List<Encoding> encodings, long since) {
        long waited = (System.nanoTime() - since) / encodings.size();
        for (Encoding encoding : encodings) {
            long start = System.nanoTime();
            UnitInProgress unit = encoding.unit();
            Optional<FloatBuffer> importance =
                    unit.work().weighted() ? Optional.of(importance(slab, chunk)) : Optional.empty();
            ByteBuffer target = encoding.of(chunk, rows.rowLength());
            unit.encodedBy().add(encoding.encoder().encodeBy(unit.type(), rows.weighted(importance), target));
            unit.nanos().add(waited + System.nanoTime() - start);
        }
    }

    private static FloatBuffer importance(SlabRows slab, Chunk chunk) {
        int rowLength = Math.toIntExact(slab.sweep().rowLength());
        long expert = (slab.firstRow() + chunk.first()) / slab.sweep().rowsPerExpert();
        return slab.sweep().importance().orElseThrow().slice(Math.toIntExact(expert * rowLength), rowLength);
    }

    private void validate(Encoding encoding, ByteBuffer made) {
        long start = System.nanoTime();
        UnitInProgress unit = encoding.unit();
        if (!validator.valid(unit.type(), made)) {
            throw new CompletionException(new TaskFailure("The tensor " + unit.tensor() + " cannot be encoded as "
                    + unit.type().ggmlName() + ": the encoded rows hold a NaN or an infinity."));
        }
        unit.nanos().add(System.nanoTime() - start);
    }
}
