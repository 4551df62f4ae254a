package dev.kennel.steering;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a person asks to have found out about steering.
///
/// @param features names; at least one
/// @param vectors by the feature's name, which of the model's control vectors is driven; empty for none. A feature that
///     is not in it gets the one that was last extracted for it, if there is one
/// @param quants as [QuantRef] writes them; all of the model when empty. The base is always asked
/// @param device as a job asks for it: `auto`, a name, `cpu`
@Schema(name = "ResponseRequest")
public record ResponseRequest(
        List<String> features, Map<String, String> vectors, List<String> quants, Optional<String> device) {

    public ResponseRequest {
        features = features == null ? List.of() : List.copyOf(features);
        vectors = vectors == null ? Map.of() : Map.copyOf(vectors);
        quants = quants == null ? List.of() : List.copyOf(quants);
        device = device == null ? Optional.empty() : device;
    }

    /// Of some quants, each feature with the vector that was last extracted for it.
    public static ResponseRequest of(List<String> features, List<String> quants) {
        return new ResponseRequest(features, Map.of(), quants, Optional.empty());
    }
}
