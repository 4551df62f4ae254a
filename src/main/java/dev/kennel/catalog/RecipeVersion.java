package dev.kennel.catalog;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.RecipeException;
import dev.kennel.recipe.RecipeFile;

/// A version of a recipe. It never changes: a quant keeps the one it was made with.
@Entity
@Table(name = "recipe")
public class RecipeVersion {

    /// [Recipe#digest].
    @Id
    public String digest;

    public String name;
    public String yaml;

    /// Whether it came with Kennel.
    public boolean shipped;

    /// Whether it is the one that its name stands for now.
    public boolean current;

    public Instant createdAt;

    /// Whether it is meant for models of this architecture.
    public boolean suits(String architecture) {
        return recipe().isMeantFor(architecture);
    }

    public Recipe recipe() {
        try {
            return RecipeFile.parse(name, yaml);
        } catch (RecipeException e) {
            throw new IllegalStateException("The recipe " + digest + " was stored and cannot be read", e);
        }
    }
}
