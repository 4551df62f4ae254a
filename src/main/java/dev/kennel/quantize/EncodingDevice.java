package dev.kennel.quantize;

import java.util.Optional;

/// A device that OpenCL knows, as something to encode on.
///
/// @param name as jobs ask for it: `OpenCL0`
/// @param description "NVIDIA GeForce RTX 3090"
/// @param platform whose OpenCL it is: "NVIDIA CUDA"
/// @param driver its version
/// @param gpu whether it is a GPU; others are not taken unless asked for
/// @param memory bytes that it has
/// @param obstacle why it cannot be used, if so: what its arithmetic lacks
public record EncodingDevice(
        String name,
        String description,
        String platform,
        String driver,
        boolean gpu,
        long memory,
        Optional<String> obstacle) {

    private static final String NAME = "OpenCL";

    /// @param place among the node's devices, as OpenCL lists them
    public static String nameOf(int place) {
        return NAME + place;
    }

    public boolean usable() {
        return obstacle.isEmpty();
    }

    /// For people: what it is, in a few words.
    public String inWords() {
        return "%s, %s (%s, driver %s)".formatted(name, description, platform, driver);
    }
}
