package dev.kennel.responses;

import java.time.Instant;
import java.util.Optional;

import dev.kennel.steer.FeatureFigures;

/// The figures of a file and a feature, from one run.
///
/// @param feature its name
/// @param featureSha256 its version
/// @param vector name of the control vector that was driven
/// @param base digest of the model that the file is compared with
public record FeatureRun(
        long response,
        String file,
        String base,
        String feature,
        String featureSha256,
        Optional<String> vector,
        FeatureFigures figures,
        long job,
        Instant at) {

    public boolean isBase() {
        return file.equals(base);
    }
}
