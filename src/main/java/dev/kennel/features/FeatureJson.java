package dev.kennel.features;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.feature.Feature;
import dev.kennel.feature.Probe;

/// A version of a feature, as the REST API gives it.
///
/// @param digest names this version
/// @param pairs of a positive and a negative conversation that a direction is computed from
/// @param yaml as it was written
/// @param shipped whether it came with Kennel
/// @param current whether it is what the name stands for now
@Schema(name = "Feature")
record FeatureJson(
        String name,
        String digest,
        Feature.Poles poles,
        String notes,
        Feature.Contrast contrast,
        int pairs,
        List<ProbeJson> probes,
        List<String> benign,
        String yaml,
        boolean shipped,
        boolean current,
        Instant createdAt) {

    /// A prompt with an answer at each pole, or a question with two options.
    ///
    /// @param a an option, null where the answers are in the model's own words
    /// @param b likewise
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Probe")
    record ProbeJson(String prompt, String positive, String negative, String a, String b) {

        static ProbeJson of(Probe probe) {
            return switch (probe) {
                case Probe.Answers answers ->
                    new ProbeJson(answers.prompt(), answers.positive(), answers.negative(), null, null);
                case Probe.Options options ->
                    new ProbeJson(options.prompt(), options.positive(), options.negative(), options.a(), options.b());
            };
        }
    }

    static FeatureJson of(FeatureVersion version) {
        Feature feature = version.feature();
        return new FeatureJson(
                version.name,
                version.digest,
                feature.poles(),
                feature.notes(),
                feature.contrast(),
                feature.contrast().pairs(),
                feature.probes().stream().map(ProbeJson::of).toList(),
                feature.benign(),
                version.yaml,
                version.shipped,
                version.current,
                version.createdAt);
    }
}
