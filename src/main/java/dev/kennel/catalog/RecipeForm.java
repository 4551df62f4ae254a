package dev.kennel.catalog;

import java.util.List;

import dev.kennel.definitions.DefinitionForm;

/// The forms in which recipes and ladders are written.
final class RecipeForm {

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

    private RecipeForm() {}

    static DefinitionForm ofRecipe(String title, String back, String yaml) {
        return new DefinitionForm(
                title,
                "recipe",
                RecipeLookup.LIST,
                "/recipes",
                back,
                "Saved under a name that is there, it becomes that recipe’s version in use; quants keep the one they were"
                        + " made with. Rules match tensor names as regular expressions, the first that matches wins.",
                yaml,
                List.of());
    }

    static DefinitionForm ofLadder(String title, String back, String yaml) {
        return new DefinitionForm(
                title,
                "ladder",
                RecipeLookup.LIST,
                "/ladders",
                back,
                "Names of recipes, from the smallest file to the largest.",
                yaml,
                List.of());
    }
}
