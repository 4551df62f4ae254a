package dev.kennel.steering;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.feature.Feature.Poles;
import dev.kennel.responses.FeatureRun;

/// How a model's base and quants answer to features.
///
/// @param features that any of them was asked about
/// @param rows the base first, then the quants in the order of their names
@Schema(name = "SteeringTable")
record SteeringTable(List<AskedFeature> features, List<Row> rows) {

    /// @param poles what its ends are called; absent when the feature was deleted
    @Schema(name = "AskedFeature")
    record AskedFeature(String name, Optional<Poles> poles) {

        /// "less hedged than the base: −0.120 ± 0.030".
        public String words(FeatureRun run) {
            return SteeringWords.change(poles, run.figures().change().orElseThrow());
        }
    }

    /// @param page of the file; absent for the base
    /// @param runs by the feature's name
    @Schema(name = "SteeringRow")
    record Row(String name, Optional<String> page, Map<String, FeatureRun> runs) {

        public Optional<FeatureRun> of(AskedFeature feature) {
            return Optional.ofNullable(runs.get(feature.name()));
        }
    }

    public boolean isEmpty() {
        return features.isEmpty();
    }
}
