package dev.kennel.steering;

import java.util.Optional;

import dev.kennel.measuring.Subject;
import dev.kennel.steer.ActivationFormat;

/// An [ActivationRequest] as its job keeps it, resolved.
///
/// @param model its name
/// @param text that is read; absent for a prompt
/// @param prompt that is read; absent for a text
/// @param tokens that are read at most
record ActivationOrder(
        long modelId,
        String model,
        Subject file,
        Optional<Text> text,
        Optional<String> prompt,
        int tokens,
        ActivationFormat format,
        int threads,
        String device) {

    /// A stored text.
    record Text(String name, String sha256) {}
}
