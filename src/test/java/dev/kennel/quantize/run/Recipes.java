package dev.kennel.quantize.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.Recipe.Imatrix;
import dev.kennel.recipe.Recipe.OnFallback;
import dev.kennel.recipe.TensorRule;

/// Recipes for tests.
final class Recipes {

    private Recipes() {}

    static Recipe of(FileType base) {
        return recipe(base.name(), base, List.of(), Optional.empty(), Optional.empty(), false);
    }

    static List<Recipe> ofAllFileTypes() {
        return Arrays.stream(FileType.values()).map(Recipes::of).toList();
    }

    static Recipe withRules(FileType base, TensorRule... rules) {
        return recipe(base + "-rules", base, List.of(rules), Optional.empty(), Optional.empty(), false);
    }

    /// The `_L` variant: output and embeddings in types of their own.
    static Recipe withEnds(FileType base, GgmlType output, GgmlType embedding) {
        return recipe(base + "-ends", base, List.of(), Optional.of(output), Optional.of(embedding), false);
    }

    static Recipe pure(FileType base) {
        return recipe(base + "-pure", base, List.of(), Optional.empty(), Optional.empty(), true);
    }

    static Recipe requiringImatrix(FileType base) {
        return with(of(base), Imatrix.REQUIRED, OnFallback.ACCEPT);
    }

    static Recipe withoutImatrix(FileType base) {
        return with(of(base), Imatrix.NONE, OnFallback.ACCEPT);
    }

    static Recipe failingOnFallback(FileType base) {
        return with(of(base), Imatrix.OPTIONAL, OnFallback.FAIL);
    }

    /// The same options, and nothing that llama.cpp would not refuse itself.
    static Recipe lenient(Recipe recipe) {
        boolean without = recipe.imatrix() == Imatrix.NONE;
        return with(recipe, without ? Imatrix.NONE : Imatrix.OPTIONAL, OnFallback.ACCEPT);
    }

    private static Recipe recipe(
            String name,
            FileType base,
            List<TensorRule> rules,
            Optional<GgmlType> output,
            Optional<GgmlType> embedding,
            boolean pure) {
        return new Recipe(
                name, base, rules, output, embedding, pure, Imatrix.OPTIONAL, OnFallback.ACCEPT, List.of(), "");
    }

    private static Recipe with(Recipe recipe, Imatrix imatrix, OnFallback onFallback) {
        return new Recipe(
                recipe.name(),
                recipe.base(),
                recipe.rules(),
                recipe.outputType(),
                recipe.embeddingType(),
                recipe.pure(),
                imatrix,
                onFallback,
                recipe.families(),
                recipe.use());
    }
}
