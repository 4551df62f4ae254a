package dev.kennel.catalog;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.Recipe;

/// A version of a recipe, as the REST API gives it.
///
/// @param digest names this version
/// @param yaml as it was written
/// @param shipped whether it came with Kennel
/// @param current whether it is what the name stands for now
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Recipe")
record RecipeJson(
        String name,
        String digest,
        String use,
        String base,
        List<Rule> rules,
        String output,
        String embedding,
        boolean pure,
        Recipe.Imatrix imatrix,
        Recipe.OnFallback onFallback,
        List<String> families,
        String yaml,
        boolean shipped,
        boolean current,
        Instant createdAt) {

    /// A rule: tensors whose name the pattern finds get the type; the first that matches wins.
    @Schema(name = "TensorRule")
    record Rule(String tensor, String type) {}

    static RecipeJson of(RecipeVersion version) {
        Recipe recipe = version.recipe();
        return new RecipeJson(
                version.name,
                version.digest,
                recipe.use(),
                recipe.base().name(),
                recipe.rules().stream()
                        .map(rule -> new Rule(rule.pattern(), rule.type().ggmlName()))
                        .toList(),
                recipe.outputType().map(GgmlType::ggmlName).orElse(null),
                recipe.embeddingType().map(GgmlType::ggmlName).orElse(null),
                recipe.pure(),
                recipe.imatrix(),
                recipe.onFallback(),
                recipe.families(),
                version.yaml,
                version.shipped,
                version.current,
                version.createdAt);
    }
}
