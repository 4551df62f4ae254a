package dev.kennel.bench;

import dev.kennel.gguf.GgmlType;

/// How fast both encoders of a type are.
///
/// @param weighted whether with importance weights
/// @param ggml million weights a second of a thread's processor time, as `vectors`
/// @param ratio of the vectors to ggml, found of rates that were measured one after the other
/// @param compiled whether C2 had compiled the vectors' kernel
record MeasuredKernel(GgmlType type, boolean weighted, double ggml, double vectors, double ratio, boolean compiled) {

    /// The type and whether it had importance weights, in words.
    String name() {
        return type.ggmlName() + (weighted ? " with importance weights" : " without importance weights");
    }
}
