package dev.kennel.catalog;

import java.util.List;

import dev.kennel.recipe.Recipe;
import dev.kennel.web.ByteScale;

/// What a recipe's page shows.
///
/// @param version the one shown
/// @param versions all of them, newest first
/// @param quants a page of those that were made with any of them
/// @param made how many were
/// @param page from 1
/// @param ladders names of the ladders that have it
record RecipeView(
        RecipeVersion version,
        List<RecipeVersion> versions,
        List<Quant> quants,
        long made,
        int page,
        List<String> ladders) {

    static final int PAGE = 50;

    public Recipe recipe() {
        return version.recipe();
    }

    /// Whether the name means something now.
    public boolean inUse() {
        return versions.stream().anyMatch(known -> known.current);
    }

    public boolean restorable() {
        return versions.stream().anyMatch(known -> known.shipped)
                && versions.stream().noneMatch(known -> known.shipped && known.current);
    }

    public boolean hasNext() {
        return (long) page * PAGE < made;
    }

    /// The address of another page of the quants.
    public String pageAddress(int other) {
        return "/recipes/" + version.name + "?version=" + version.digest + "&page=" + other + "#used";
    }

    public ByteScale scale() {
        return ByteScale.of(quants.stream().map(quant -> quant.artifact.bytes).toList());
    }
}
