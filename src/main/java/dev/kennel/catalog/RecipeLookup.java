package dev.kennel.catalog;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.definitions.DefinitionProblems;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// Finds recipes and ladders, and says what is wrong with them.
@ApplicationScoped
class RecipeLookup {

    static final String LIST = "/recipes";

    private final Recipes recipes;
    private final Ladders ladders;

    RecipeLookup(Recipes recipes, Ladders ladders) {
        this.recipes = recipes;
        this.ladders = ladders;
    }

    RecipeVersion recipe(String name) {
        return recipes.current(name).orElseThrow(() -> notThere("recipe", name));
    }

    RecipeVersion version(String name, String digest) {
        return recipes.byDigest(digest)
                .filter(version -> version.name.equalsIgnoreCase(name))
                .orElseThrow(() -> notThere("version " + digest + " of the recipe", name));
    }

    LadderEntry ladder(String name) {
        return ladders.named(name).orElseThrow(() -> notThere("ladder", name));
    }

    static ProblemException notThere(String what, String name) {
        return DefinitionProblems.notThere(what, name, LIST);
    }

    static ProblemException inUse(InUseException cause) {
        return Problem.conflict("It is in use")
                .because(cause.getMessage())
                .next("Take it out there first.")
                .exception();
    }
}
