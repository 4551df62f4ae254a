package dev.kennel.recipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.yaml.snakeyaml.nodes.Node;

/// Collects what is wrong with one file, so that a person can mend all of it at once.
final class Problems {

    private final String file;
    private final List<RecipeProblem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Node where, String field, String message) {
        add(where.getStartMark().getLine() + 1, field, message);
    }

    void add(int line, String field, String message) {
        found.add(new RecipeProblem(file, line, field, message));
    }

    void throwIfAny() throws RecipeException {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(RecipeProblem::line));
            throw new RecipeException(found);
        }
    }
}
