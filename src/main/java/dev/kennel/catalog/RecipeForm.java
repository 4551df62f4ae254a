package dev.kennel.catalog;

import java.util.List;

import dev.kennel.recipe.RecipeProblem;

/// A form in which a recipe or a ladder is written as YAML.
///
/// @param title the page's
/// @param noun "recipe" or "ladder"
/// @param action where it is sent
/// @param back where its "Cancel" leads
/// @param problems what was wrong with the last try
record RecipeForm(String title, String noun, String action, String back, String yaml, List<RecipeProblem> problems) {

    static final String NEW_RECIPE = """
            name: my-mix
            use: When to choose it, in a sentence.
            base: Q4_K_M
            rules:
            - {tensor: 'ffn_down_exps', type: q5_K}
            output: q8_0
            embedding: q8_0
            imatrix: optional      # none, optional, required
            on-fallback: accept    # accept, fail
            """;

    static final String NEW_LADDER = """
            name: my-ladder
            use: When to choose it, in a sentence.
            recipes:
            - Q4_K_M
            - Q6_K
            - Q8_0
            """;

    RecipeForm with(String tried, List<RecipeProblem> found) {
        return new RecipeForm(title, noun, action, back, tried, found);
    }

    /// How high the field is.
    public int rows() {
        return Math.clamp(yaml.lines().count() + 4, 14, 40);
    }
}
