package dev.kennel.device;

import java.util.Optional;

/// Something that models are computed on.
///
/// @param name as ggml names it and as jobs ask for it: `CPU`, `CUDA0`, `Vulkan1`
/// @param description "NVIDIA GeForce RTX 3090"
/// @param memory bytes that it has
/// @param driver where it is known: "NVIDIA 580.65.06"
public record Device(String name, String description, Kind kind, long memory, Optional<String> driver) {

    /// What asks for the CPU, and for nothing beside it.
    public static final String CPU = "cpu";

    /// What asks for the first GPU, or the CPU where there is none.
    public static final String AUTO = "auto";

    public enum Kind {
        CPU,
        /// A GPU with memory of its own.
        GPU,
        /// A GPU that uses the host's memory.
        INTEGRATED_GPU,
        /// Helps the CPU; nothing is put there alone.
        ACCELERATOR,
        /// Several others taken together.
        META;

        /// Whether a job can have one for itself.
        public boolean leasable() {
            return this == GPU || this == INTEGRATED_GPU;
        }
    }
}
