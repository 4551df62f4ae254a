package dev.kennel.device;

import java.util.Optional;

/// Which llama.cpp computed, and on what. Logits differ slightly between CPU variants and devices.
///
/// @param version with ggml's commit
/// @param cpuVariant the CPU library that was loaded, `haswell` say
/// @param device what the model was computed on; empty for the CPU
public record LlamaBuild(String version, String cpuVariant, Optional<Device> device) {

    public LlamaBuild {
        device = device == null ? Optional.empty() : device;
    }

    /// Of a measurement that failed before llama.cpp could say what it is.
    ///
    /// @param device what it was to be computed on; empty for the CPU
    public static LlamaBuild unknown(Optional<Device> device) {
        return new LlamaBuild("unknown", "unknown", device);
    }
}
