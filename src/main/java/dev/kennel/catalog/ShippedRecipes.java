package dev.kennel.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.kennel.recipe.RecipeBook;
import dev.kennel.yaml.YamlException;

/// Brings the recipes and ladders that come with Kennel into the catalog when the server starts. A faulty directory
/// changes nothing and is shown on the page of recipes.
@ApplicationScoped
class ShippedRecipes {

    private static final Logger LOG = Logger.getLogger(ShippedRecipes.class);

    /// Nodes that start together take turns.
    private static final long LOCK = 0x6b656e6e656cL;

    private final Path directory;
    private final Recipes recipes;
    private final Ladders ladders;
    private final EntityManager entities;
    private volatile Optional<String> problem = Optional.empty();
    private volatile Optional<RecipeBook> book = Optional.empty();

    ShippedRecipes(
            @ConfigProperty(name = "kennel.recipes.directory", defaultValue = "quant-recipes") Path directory,
            Recipes recipes,
            Ladders ladders,
            EntityManager entities) {
        this.directory = directory;
        this.recipes = recipes;
        this.ladders = ladders;
        this.entities = entities;
    }

    @Transactional
    void start(@Observes StartupEvent event) {
        try {
            RecipeBook loaded = RecipeBook.load(directory);
            entities.createNativeQuery("select 1 from (select pg_advisory_xact_lock(:lock)) as turn")
                    .setParameter("lock", LOCK)
                    .getSingleResult();
            recipes.sync(loaded);
            book = Optional.of(loaded);
        } catch (YamlException e) {
            report("The recipes in " + directory + " were not taken over:\n" + e.getMessage());
        } catch (IOException e) {
            report("The recipes in " + directory.toAbsolutePath() + " cannot be read (" + e
                    + "). Set kennel.recipes.directory to where they are.");
        }
    }

    /// Why the directory was not taken over.
    Optional<String> problem() {
        return problem;
    }

    /// Puts a ladder back as it came with Kennel; empty when none of that name did.
    @Transactional
    Optional<LadderEntry> restoreLadder(String name) {
        return book.flatMap(loaded -> loaded.ladder(name)).map(ladder -> ladders.put(ladder, true));
    }

    private void report(String message) {
        problem = Optional.of(message);
        LOG.error(message);
    }
}
