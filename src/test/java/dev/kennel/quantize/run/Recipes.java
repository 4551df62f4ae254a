package dev.kennel.quantize.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.TensorRule;

/// Recipes for tests.
final class Recipes {

    private Recipes() {}

    static Recipe of(FileType base) {
        return new Recipe(
                base.name(),
                base,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Recipe.Imatrix.OPTIONAL,
                Recipe.OnFallback.ACCEPT,
                List.of(),
                "");
    }

    static List<Recipe> ofAllFileTypes() {
        return Arrays.stream(FileType.values()).map(Recipes::of).toList();
    }

    static Recipe withRules(FileType base, TensorRule... rules) {
        Recipe plain = of(base);
        return new Recipe(
                base + "-rules",
                base,
                List.of(rules),
                plain.outputType(),
                plain.embeddingType(),
                false,
                plain.imatrix(),
                plain.onFallback(),
                List.of(),
                "");
    }

    /// The `_L` variant: output and embeddings in a type of their own.
    static Recipe withEnds(FileType base, GgmlType output, GgmlType embedding) {
        Recipe plain = of(base);
        return new Recipe(
                base + "-" + output + "-" + embedding,
                base,
                List.of(),
                Optional.of(output),
                Optional.of(embedding),
                false,
                plain.imatrix(),
                plain.onFallback(),
                List.of(),
                "");
    }

    static Recipe pure(FileType base) {
        Recipe plain = of(base);
        return new Recipe(
                base + "-pure",
                base,
                List.of(),
                plain.outputType(),
                plain.embeddingType(),
                true,
                plain.imatrix(),
                plain.onFallback(),
                List.of(),
                "");
    }

    static Recipe failingOnFallback(FileType base) {
        Recipe plain = of(base);
        return new Recipe(
                base + "-strict",
                base,
                List.of(),
                plain.outputType(),
                plain.embeddingType(),
                false,
                plain.imatrix(),
                Recipe.OnFallback.FAIL,
                List.of(),
                "");
    }

    static Recipe with(Recipe recipe, Recipe.Imatrix imatrix) {
        return new Recipe(
                recipe.name() + "-" + imatrix,
                recipe.base(),
                recipe.rules(),
                recipe.outputType(),
                recipe.embeddingType(),
                recipe.pure(),
                imatrix,
                recipe.onFallback(),
                recipe.families(),
                recipe.use());
    }
}
