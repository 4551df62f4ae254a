package dev.kennel.features;

import java.util.List;
import java.util.Optional;

import dev.kennel.feature.Feature;

/// What the page of features shows.
///
/// @param deleted names that came with Kennel and were deleted
/// @param problem why those that come with Kennel were not taken over
record FeatureList(List<FeatureVersion> versions, List<String> deleted, Optional<String> problem) {

    /// A feature as the page lists it.
    record Row(Feature feature, boolean shipped) {}

    public List<Row> rows() {
        return versions.stream()
                .map(version -> new Row(version.feature(), version.shipped))
                .toList();
    }
}
