package dev.kennel.measure;

import java.util.Optional;

import dev.kennel.device.Device;

/// How an evaluation reads its text. Figures depend on all of it but the threads.
///
/// @param contextLength tokens in a chunk (`--ctx-size`)
/// @param batch tokens given to llama.cpp at once (`--batch-size`); as many chunks as fit in are read side by side
/// @param microBatch tokens that it computes at once (`--ubatch-size`)
/// @param chunks of the text that are read at most; all when absent
/// @param threads of llama.cpp, and of the scoring
/// @param device that the model is computed on: its name, or [Device#CPU]
public record EvaluationSettings(
        int contextLength, int batch, int microBatch, Optional<Integer> chunks, int threads, String device) {

    /// As llama-perplexity does it.
    public static final int DEFAULT_CONTEXT = 512;

    public static final int DEFAULT_BATCH = 2048;
    public static final int DEFAULT_MICRO_BATCH = 512;

    public EvaluationSettings {
        device = device == null ? Device.CPU : device;
        if (contextLength < 4
                || batch < 1
                || microBatch < 1
                || threads < 1
                || chunks.filter(n -> n < 1).isPresent()) {
            throw new IllegalArgumentException("An evaluation of "
                    + chunks.map(String::valueOf).orElse("all")
                    + " chunks of " + contextLength + " tokens in batches of " + batch + " (" + microBatch + ") with "
                    + threads + " threads");
        }
    }

    /// On the CPU.
    public EvaluationSettings(int contextLength, int batch, int microBatch, Optional<Integer> chunks, int threads) {
        this(contextLength, batch, microBatch, chunks, threads, Device.CPU);
    }

    /// The same on another device.
    public EvaluationSettings on(String device) {
        return new EvaluationSettings(contextLength, batch, microBatch, chunks, threads, device);
    }

    /// Chunks that are read side by side.
    public int sequences() {
        return Math.max(1, batch / contextLength);
    }
}
