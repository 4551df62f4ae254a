package dev.kennel.steer;

import java.util.List;

import dev.kennel.feature.Feature;

/// A feature as a file is asked about it.
///
/// @param pairs of all probes
/// @param positiveSystem a system prompt that asks for the positive pole
/// @param negativeSystem one that asks for the other
/// @param benign texts that have nothing to do with the feature
public record ProbedFeature(List<ProbePair> pairs, String positiveSystem, String negativeSystem, List<String> benign) {

    public ProbedFeature {
        pairs = List.copyOf(pairs);
        benign = List.copyOf(benign);
    }

    public static ProbedFeature of(Feature feature) {
        return new ProbedFeature(
                ProbePair.of(feature.probes()),
                feature.contrast().positive().getFirst(),
                feature.contrast().negative().getFirst(),
                feature.benign());
    }
}
