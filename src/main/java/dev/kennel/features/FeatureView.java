package dev.kennel.features;

import java.util.List;

import dev.kennel.feature.Feature;
import dev.kennel.feature.Probe;

/// What a feature's page shows.
///
/// @param version the one shown
/// @param feature what it says
/// @param versions all of them, newest first
record FeatureView(FeatureVersion version, Feature feature, List<FeatureVersion> versions) {

    private static final int FIRST = 12;

    static FeatureView of(FeatureVersion version, List<FeatureVersion> versions) {
        return new FeatureView(version, version.feature(), versions);
    }

    /// A probe as the page lists it.
    ///
    /// @param options whether it has two options and not answers in the model's own words
    record Row(String prompt, String positive, String negative, boolean options) {

        static Row of(Probe probe) {
            return switch (probe) {
                case Probe.Answers answers -> new Row(answers.prompt(), answers.positive(), answers.negative(), false);
                case Probe.Options options -> new Row(options.prompt(), options.positive(), options.negative(), true);
            };
        }
    }

    public List<Row> probes() {
        return feature.probes().stream().map(Row::of).toList();
    }

    /// As many as show what the others are like.
    public List<Row> firstProbes() {
        return probes().stream().limit(FIRST).toList();
    }

    public boolean hasMoreProbes() {
        return feature.probes().size() > FIRST;
    }

    /// Whether the name means something now.
    public boolean inUse() {
        return versions.stream().anyMatch(known -> known.current);
    }

    public boolean restorable() {
        return versions.stream().anyMatch(known -> known.shipped)
                && versions.stream().noneMatch(known -> known.shipped && known.current);
    }
}
