package dev.kennel.measure;

import dev.kennel.device.Device;

/// What is timed, in llama-bench's terms.
///
/// @param prompt tokens of the prompt (`-p`): pp512 for 512
/// @param generation tokens that are generated (`-n`): tg128 for 128
/// @param depth tokens that are in the context before (`-d`)
/// @param repetitions after one to warm up (`-r`)
/// @param batch tokens given to llama.cpp at once (`-b`)
/// @param microBatch tokens that it computes at once (`-ub`)
/// @param threads of llama.cpp (`-t`)
/// @param device that the model is computed on (`-dev`): its name, or [Device#CPU]
public record SpeedSettings(
        int prompt, int generation, int depth, int repetitions, int batch, int microBatch, int threads, String device) {

    public static final int DEFAULT_PROMPT = 512;
    public static final int DEFAULT_GENERATION = 128;
    public static final int DEFAULT_REPETITIONS = 5;
    public static final int MOST_REPETITIONS = 100;

    public SpeedSettings {
        device = device == null ? Device.CPU : device;
        if (prompt < 1
                || generation < 1
                || depth < 0
                || repetitions < 1
                || batch < 1
                || microBatch < 1
                || threads < 1) {
            throw new IllegalArgumentException("pp" + prompt + " and tg" + generation + " at depth " + depth + ", "
                    + repetitions + " times in batches of " + batch + " (" + microBatch + ") with " + threads
                    + " threads");
        }
    }

    /// "pp512, tg128 at depth 0, 5 repetitions".
    public String words() {
        return "pp%d, tg%d at depth %d, %d repetition%s"
                .formatted(prompt, generation, depth, repetitions, repetitions == 1 ? "" : "s");
    }

    /// Tokens that are read or generated in all.
    public long tokens() {
        return (long) repetitions * (prompt + generation + 2L * depth);
    }
}
