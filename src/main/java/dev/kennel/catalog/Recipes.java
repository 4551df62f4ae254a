package dev.kennel.catalog;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.RecipeBook;
import dev.kennel.recipe.RecipeException;
import dev.kennel.recipe.RecipeFile;
import dev.kennel.recipe.RecipeProblem;

/// The recipes of the catalog, those that came with Kennel and people's own, each in all of its versions. Names are
/// the same whatever their case.
@ApplicationScoped
public class Recipes implements PanacheRepositoryBase<RecipeVersion, String> {

    private final Clock clock;
    private final Ladders ladders;

    Recipes(Clock clock, Ladders ladders) {
        this.clock = clock;
        this.ladders = ladders;
    }

    /// The current versions, by name.
    public List<RecipeVersion> current() {
        return list("current order by lower(name)");
    }

    /// What a name stands for now.
    public Optional<RecipeVersion> current(String name) {
        return find("current and lower(name) = lower(?1)", name).firstResultOptional();
    }

    /// A version, current or not.
    public Optional<RecipeVersion> byDigest(String digest) {
        return findByIdOptional(digest);
    }

    /// All versions of a recipe, newest first.
    public List<RecipeVersion> versions(String name) {
        return list("lower(name) = lower(?1) order by createdAt desc, digest", name);
    }

    /// Names that came with Kennel and stand for nothing now, because they were deleted.
    List<String> deleted() {
        return getEntityManager().createQuery("""
                        select name from RecipeVersion group by name
                        having max(case when current then 1 else 0 end) = 0
                        and max(case when shipped then 1 else 0 end) = 1
                        order by name
                        """, String.class).getResultList();
    }

    public List<LadderEntry> ladders() {
        return ladders.all();
    }

    public Optional<LadderEntry> ladder(String name) {
        return ladders.named(name);
    }

    /// Makes what this YAML says the meaning of the name it has in it. A version that was there before becomes current
    /// again.
    ///
    /// @throws RecipeException with everything that is wrong
    @Transactional
    public RecipeVersion save(String yaml) throws RecipeException {
        Recipe recipe = RecipeFile.parse("recipe", yaml);
        Optional<RecipeVersion> previous = current(recipe.name());
        if (previous.isPresent() && !previous.get().name.equals(recipe.name())) {
            throw differsByCase(recipe.name(), previous.get().name);
        }
        return use(version(recipe, yaml));
    }

    /// Takes the name out of use. Its versions stay for the quants made with them; one that came with Kennel can be
    /// [restored][#restore].
    ///
    /// @return whether there was such a recipe
    /// @throws InUseException when a ladder has it
    @Transactional
    public boolean delete(String name) {
        Optional<RecipeVersion> version = current(name);
        version.ifPresent(found -> {
            ladders.having(found.name).stream().findFirst().ifPresent(ladder -> {
                throw new InUseException("The recipe " + found.name + " is in the ladder " + ladder + ".");
            });
            found.current = false;
        });
        return version.isPresent();
    }

    /// Makes the newest version that came with Kennel the current one; empty when none of that name did.
    @Transactional
    public Optional<RecipeVersion> restore(String name) {
        return versions(name).stream()
                .filter(version -> version.shipped)
                .findFirst()
                .map(this::use);
    }

    /// Takes over what came with this version of Kennel. What a person changed or deleted stays so.
    @Transactional
    public void sync(RecipeBook book) {
        book.recipes().forEach(this::ship);
        book.ladders().forEach(ladders::ship);
    }

    void ship(Recipe recipe) {
        List<RecipeVersion> known = versions(recipe.name());
        boolean untouched = known.isEmpty() || known.stream().anyMatch(version -> version.current && version.shipped);
        RecipeVersion version = version(recipe, RecipeFile.write(recipe));
        version.shipped = true;
        if (untouched) {
            use(version);
        }
    }

    private RecipeVersion use(RecipeVersion version) {
        current(version.name).ifPresent(previous -> previous.current = false);
        flush();
        version.current = true;
        flush();
        return version;
    }

    private RecipeVersion version(Recipe recipe, String yaml) {
        return findByIdOptional(recipe.digest()).orElseGet(() -> {
            var version = new RecipeVersion();
            version.digest = recipe.digest();
            version.name = recipe.name();
            version.yaml = yaml;
            version.createdAt = clock.instant();
            persist(version);
            return version;
        });
    }

    private static RecipeException differsByCase(String name, String other) {
        return new RecipeException(List.of(new RecipeProblem(
                "recipe",
                1,
                "name",
                "'" + name + "' differs from the recipe '" + other
                        + "' by case only, which some file systems cannot hold; choose another name")));
    }
}
