package dev.kennel.catalog;

import java.util.List;

import dev.kennel.recipe.Recipe;
import dev.kennel.web.ByteScale;

/// What a recipe's page shows.
///
/// @param version the one shown
/// @param versions all of them, newest first
/// @param quants made with any of them
/// @param ladders names of the ladders that have it
record RecipeView(RecipeVersion version, List<RecipeVersion> versions, List<Quant> quants, List<String> ladders) {

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

    public ByteScale scale() {
        return ByteScale.of(quants.stream().map(quant -> quant.artifact.bytes).toList());
    }
}
