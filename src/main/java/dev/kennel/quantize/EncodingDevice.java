package dev.kennel.quantize;

import java.util.Optional;

/// A device that OpenCL or CUDA knows, as something to encode on.
///
/// @param name as jobs ask for it: `OpenCL0`, `CUDA0`; counted by each of the two
/// @param description "NVIDIA GeForce RTX 3090"
/// @param platform whose OpenCL it is: "NVIDIA CUDA"; or "CUDA"
/// @param driver its version; "for CUDA 12.4" of CUDA
/// @param gpu whether it is a GPU; others are not taken unless asked for
/// @param memory bytes that it has
/// @param obstacle why it cannot be used, if so: what its arithmetic lacks, or which compiler is missing
public record EncodingDevice(
        String name,
        String description,
        String platform,
        String driver,
        boolean gpu,
        long memory,
        Optional<String> obstacle) {

    public boolean usable() {
        return obstacle.isEmpty();
    }

    /// For people: what it is, in a few words.
    public String inWords() {
        return "%s, %s (%s, driver %s)".formatted(name, description, platform, driver);
    }
}
