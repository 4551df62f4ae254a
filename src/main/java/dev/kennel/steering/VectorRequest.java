package dev.kennel.steering;

import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What control vector a person asks for.
///
/// @param feature whose poles it leads between
/// @param method `mean` (the usual one) or `pca`
/// @param filename that it is kept as; after model and feature when absent
/// @param device as a job asks for it: `auto`, a name, `cpu`
@Schema(name = "VectorRequest")
public record VectorRequest(
        Optional<String> feature, Optional<String> method, Optional<String> filename, Optional<String> device) {

    /// Of a feature, in the usual way.
    public static VectorRequest of(String feature) {
        return new VectorRequest(Optional.of(feature), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
