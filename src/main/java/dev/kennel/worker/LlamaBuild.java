package dev.kennel.worker;

/// Which llama.cpp computed. Logits differ slightly between CPU variants.
///
/// @param version with ggml's commit
/// @param cpuVariant the CPU library that was loaded, `haswell` say
public record LlamaBuild(String version, String cpuVariant) {

    /// Of a measurement that failed before llama.cpp could say what it is.
    public static final LlamaBuild UNKNOWN = new LlamaBuild("unknown", "unknown");
}
