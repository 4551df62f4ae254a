package dev.kennel.catalog;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.kennel.definitions.Definitions;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.RecipeBook;
import dev.kennel.recipe.RecipeFile;
import dev.kennel.yaml.YamlException;

/// The recipes of the catalog.
@ApplicationScoped
public class Recipes extends Definitions<RecipeVersion, Recipe> {

    private final Clock clock;
    private final Ladders ladders;

    Recipes(Clock clock, Ladders ladders) {
        this.clock = clock;
        this.ladders = ladders;
    }

    @Override
    protected Clock clock() {
        return clock;
    }

    @Override
    protected String noun() {
        return "recipe";
    }

    @Override
    protected Recipe read(String yaml) throws YamlException {
        return RecipeFile.parse(noun(), yaml);
    }

    @Override
    protected String write(Recipe recipe) {
        return RecipeFile.write(recipe);
    }

    @Override
    protected RecipeVersion fresh() {
        return new RecipeVersion();
    }

    public List<LadderEntry> ladders() {
        return ladders.all();
    }

    public Optional<LadderEntry> ladder(String name) {
        return ladders.named(name);
    }

    /// @throws InUseException when a ladder has it
    @Override
    @Transactional
    public boolean delete(String name) {
        current(name)
                .ifPresent(
                        found -> ladders.having(found.name).stream().findFirst().ifPresent(ladder -> {
                            throw new InUseException("The recipe " + found.name + " is in the ladder " + ladder + ".");
                        }));
        return super.delete(name);
    }

    /// Takes over what came with this version of Kennel. What a person changed or deleted stays so.
    @Transactional
    public void sync(RecipeBook book) {
        book.recipes().forEach(this::ship);
        book.ladders().forEach(ladders::ship);
    }
}
