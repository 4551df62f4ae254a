package dev.kennel.catalog;

import java.io.IOException;
import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.kennel.recipe.RecipeBook;
import dev.kennel.recipe.RecipeException;

/// Brings the recipes that came with Kennel into the catalog at start.
@ApplicationScoped
class ShippedRecipes {

    private final Recipes recipes;
    private final Path directory;

    ShippedRecipes(
            Recipes recipes,
            @ConfigProperty(name = "kennel.recipes.directory", defaultValue = "quant-recipes") Path directory) {
        this.recipes = recipes;
        this.directory = directory;
    }

    void start(@Observes StartupEvent event) throws RecipeException, IOException {
        recipes.sync(RecipeBook.load(directory));
    }
}
