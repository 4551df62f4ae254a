package dev.kennel.catalog;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.kennel.recipe.Ladder;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.RecipeBook;
import dev.kennel.recipe.RecipeFile;

/// The recipes and ladders of the catalog: those that came with Kennel, and people's own.
@ApplicationScoped
public class Recipes implements PanacheRepositoryBase<RecipeVersion, String> {

    private final Clock clock;

    Recipes(Clock clock) {
        this.clock = clock;
    }

    /// The current versions, by name.
    public List<RecipeVersion> current() {
        return list("current order by name");
    }

    /// What a name stands for now, in any case.
    public Optional<RecipeVersion> current(String name) {
        return find("current and lower(name) = lower(?1)", name).firstResultOptional();
    }

    public Optional<RecipeVersion> byDigest(String digest) {
        return findByIdOptional(digest);
    }

    /// All versions of a recipe, newest first.
    public List<RecipeVersion> versions(String name) {
        return list("lower(name) = lower(?1) order by createdAt desc", name);
    }

    public List<LadderEntry> ladders() {
        return getEntityManager()
                .createQuery("from LadderEntry order by name", LadderEntry.class)
                .getResultList();
    }

    public Optional<LadderEntry> ladder(String name) {
        return Optional.ofNullable(getEntityManager().find(LadderEntry.class, name));
    }

    /// Makes a recipe what its name stands for. A version that was there before becomes current again.
    @Transactional
    public RecipeVersion save(Recipe recipe, boolean shipped) {
        String digest = recipe.digest();
        update("current = false where lower(name) = lower(?1) and digest <> ?2", recipe.name(), digest);
        RecipeVersion version = findByIdOptional(digest).orElseGet(() -> newVersion(recipe, digest));
        version.current = true;
        version.shipped |= shipped;
        return version;
    }

    @Transactional
    public void save(Ladder ladder, boolean shipped) {
        LadderEntry entry = ladder(ladder.name()).orElseGet(LadderEntry::new);
        entry.name = ladder.name();
        entry.use = ladder.use();
        entry.recipes = ladder.recipes();
        entry.shipped |= shipped;
        getEntityManager().persist(entry);
    }

    /// Takes over what came with this version of Kennel. A person's own version of a recipe stays current.
    @Transactional
    public void sync(RecipeBook book) {
        for (Recipe recipe : book.recipes()) {
            boolean ownIsCurrent =
                    current(recipe.name()).filter(version -> !version.shipped).isPresent();
            if (ownIsCurrent) {
                findByIdOptional(recipe.digest()).orElseGet(() -> newVersion(recipe, recipe.digest())).shipped = true;
            } else {
                save(recipe, true);
            }
        }
        book.ladders().forEach(ladder -> save(ladder, true));
    }

    private RecipeVersion newVersion(Recipe recipe, String digest) {
        var version = new RecipeVersion();
        version.digest = digest;
        version.name = recipe.name();
        version.yaml = RecipeFile.write(recipe);
        version.createdAt = clock.instant();
        persist(version);
        return version;
    }
}
