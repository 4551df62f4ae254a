package dev.kennel.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import dev.kennel.definitions.DefinitionVersion;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.RecipeFile;
import dev.kennel.yaml.YamlException;

/// A version of a recipe: a quant keeps the one it was made with.
@Entity
@Table(name = "recipe")
public class RecipeVersion extends DefinitionVersion {

    /// Whether it is meant for models of this architecture.
    public boolean suits(String architecture) {
        return recipe().isMeantFor(architecture);
    }

    public Recipe recipe() {
        try {
            return RecipeFile.parse(name, yaml);
        } catch (YamlException e) {
            throw new IllegalStateException("The recipe " + digest + " was stored and cannot be read", e);
        }
    }
}
