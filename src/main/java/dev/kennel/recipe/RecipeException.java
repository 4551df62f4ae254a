package dev.kennel.recipe;

import java.util.List;
import java.util.stream.Collectors;

/// Recipes or ladders that cannot be used. The message has a line for each problem.
public final class RecipeException extends Exception {

    private final List<RecipeProblem> problems;

    public RecipeException(List<RecipeProblem> problems) {
        super(problems.stream().map(RecipeProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// At least one, in the order of the file.
    public List<RecipeProblem> problems() {
        return problems;
    }
}
