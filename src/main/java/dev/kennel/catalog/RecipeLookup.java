package dev.kennel.catalog;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.recipe.RecipeException;
import dev.kennel.recipe.RecipeProblem;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// Finds recipes and ladders, and says what is wrong with them.
@ApplicationScoped
class RecipeLookup {

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
        return Problem.notFound("There is no " + what + " " + name)
                .next("The page /recipes lists those that are there.")
                .exception();
    }

    static ProblemException notShipped(String what, String name) {
        return Problem.notFound("No " + what + " " + name + " came with Kennel")
                .next("Only those that came with it can be restored.")
                .exception();
    }

    static ProblemException refused(String what, RecipeException cause) {
        Problem problem = Problem.unprocessable("The " + what + " cannot be used");
        for (RecipeProblem wrong : cause.problems()) {
            problem = problem.field(wrong.field(), "line " + wrong.line() + ": " + wrong.message());
        }
        return problem.exception();
    }

    static ProblemException inUse(InUseException cause) {
        return Problem.conflict("It is in use")
                .because(cause.getMessage())
                .next("Take it out there first.")
                .exception();
    }
}
