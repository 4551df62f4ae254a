package dev.kennel.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;

/// Recipes that are a file type of llama.cpp and nothing else.
final class BenchRecipes {

    private BenchRecipes() {}

    /// All that quantize.
    static List<Recipe> ladder() {
        return Arrays.stream(FileType.values())
                .filter(FileType::quantizes)
                .map(BenchRecipes::of)
                .toList();
    }

    static Recipe of(FileType type) {
        return new Recipe(
                type.name(),
                type,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Recipe.Imatrix.OPTIONAL,
                Recipe.OnFallback.ACCEPT,
                List.of(),
                "");
    }
}
