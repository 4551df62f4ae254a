package dev.kennel.recipe;

import java.util.List;

/// Recipes that are usually made together, from the smallest file to the largest.
///
/// @param name letters, digits, `_`, `-`, `.`
/// @param use a sentence for people on when to choose it
/// @param recipes their names
public record Ladder(String name, String use, List<String> recipes) {

    public Ladder {
        recipes = List.copyOf(recipes);
    }
}
