package dev.kennel.quantize;

import java.util.Optional;

/// A device that OpenCL knows, as something to encode on.
///
/// @param name "NVIDIA GeForce RTX 3090"
/// @param platform whose OpenCL it is: "NVIDIA CUDA"
/// @param driver its version
/// @param gpu whether it is a GPU; others are not taken unless asked for
/// @param memory bytes that it has
/// @param obstacle why it cannot be used, if so: what its arithmetic lacks
public record EncodingDevice(
        String name, String platform, String driver, boolean gpu, long memory, Optional<String> obstacle) {

    /// For people: what it is, in a few words.
    public String inWords() {
        return "%s (%s, driver %s)".formatted(name, platform, driver);
    }
}
