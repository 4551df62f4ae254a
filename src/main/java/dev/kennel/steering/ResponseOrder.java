package dev.kennel.steering;

import java.util.List;
import java.util.Optional;

import dev.kennel.feature.Feature.Poles;
import dev.kennel.measuring.Subject;
import dev.kennel.steer.ResponseSettings;

/// A [ResponseRequest] as its job keeps it, resolved.
///
/// @param model its name
/// @param quants without the base
/// @param pairs of answers that each file is asked
record ResponseOrder(
        long modelId,
        String model,
        Subject base,
        List<Subject> quants,
        List<Ask> asks,
        ResponseSettings settings,
        long pairs) {

    ResponseOrder {
        quants = List.copyOf(quants);
        asks = List.copyOf(asks);
    }

    /// A feature that files are asked about.
    ///
    /// @param digest its version
    /// @param poles what its ends are called
    record Ask(String feature, String digest, Poles poles, Optional<Vector> vector) {}

    /// A control vector that is kept beside the model.
    ///
    /// @param blob where its bytes are
    record Vector(String filename, String sha256, String blob) {}
}
