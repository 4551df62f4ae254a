package dev.kennel.quantize;

import java.nio.file.Path;
import java.util.List;

import dev.kennel.device.LlamaBuild;

/// What an [AssembleTask] made: a quant that exists as its header and the blobs of its tensors.
///
/// @param header the staged file with the bytes before the first tensor, synced
/// @param headerSha256 of that file
/// @param bytes size of the whole quant
/// @param sha256 of the whole quant: its identity
/// @param tensors where each begins, in file order
/// @param llama which llama.cpp wrote the header
public record AssembledQuant(
        Path header,
        String headerSha256,
        long headerBytes,
        long bytes,
        String sha256,
        List<PlacedTensor> tensors,
        LlamaBuild llama) {

    public AssembledQuant {
        tensors = List.copyOf(tensors);
    }

    /// @param offset from the start of the file
    /// @param bytes without padding
    public record PlacedTensor(String name, long offset, long bytes) {}
}
