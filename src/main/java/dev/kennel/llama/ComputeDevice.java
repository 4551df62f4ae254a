package dev.kennel.llama;

import java.util.Optional;

/// Something that ggml computes on.
///
/// @param name as ggml names it: `CPU`, `CUDA0`, `Vulkan1`
/// @param description "NVIDIA GeForce RTX 3090"
/// @param memory bytes that it has
/// @param driver where it is known: "NVIDIA 580.65.06", "llvmpipe"
public record ComputeDevice(String name, String description, Kind kind, long memory, Optional<String> driver) {

    /// In the order of `ggml_backend_dev_type`.
    public enum Kind {
        CPU,
        /// A GPU with memory of its own.
        GPU,
        /// A GPU that uses the host's memory.
        INTEGRATED_GPU,
        /// Helps the CPU: BLAS, say.
        ACCELERATOR,
        /// Several others taken together.
        META
    }
}
