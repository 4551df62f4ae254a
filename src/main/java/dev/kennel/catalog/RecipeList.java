package dev.kennel.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennel.recipe.Recipe;

/// What the page of recipes shows.
///
/// @param made how many quants were made with each name, whichever version
/// @param deleted names that came with Kennel and were deleted
/// @param problem why those that come with Kennel were not taken over
record RecipeList(
        List<RecipeVersion> versions,
        List<LadderEntry> ladders,
        Map<String, Long> made,
        List<String> deleted,
        Optional<String> problem) {

    /// A recipe with how often it was used.
    record Row(Recipe recipe, boolean shipped, long quants) {}

    public List<Row> rows() {
        return versions.stream()
                .map(version -> new Row(version.recipe(), version.shipped, made.getOrDefault(version.name, 0L)))
                .toList();
    }
}
