package dev.kennel.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.kennel.yaml.DefinitionFolder;
import dev.kennel.yaml.YamlException;
import dev.kennel.yaml.YamlProblem;

/// The recipes and ladders of a directory: `*.yaml` in it and in its `ladders`, which name recipes that are there.
public final class RecipeBook {

    private final Map<String, Recipe> recipes;
    private final Map<String, Ladder> ladders;

    private RecipeBook(Map<String, Recipe> recipes, Map<String, Ladder> ladders) {
        this.recipes = recipes;
        this.ladders = ladders;
    }

    /// @throws YamlException with everything that is wrong, in all files
    /// @throws IOException when the directory cannot be read
    public static RecipeBook load(Path directory) throws YamlException, IOException {
        List<YamlProblem> problems = new ArrayList<>();
        List<Path> files = DefinitionFolder.files(directory);
        Map<String, Recipe> recipes = DefinitionFolder.read(files, RecipeFile::read, Recipe::name, problems);
        Set<String> known = files.stream().map(DefinitionFolder::nameOf).collect(Collectors.toCollection(TreeSet::new));
        Path folder = directory.resolve("ladders");
        Map<String, Ladder> ladders = DefinitionFolder.read(
                Files.isDirectory(folder) ? DefinitionFolder.files(folder) : List.of(),
                file -> LadderFile.read(file, known),
                Ladder::name,
                problems);
        if (!problems.isEmpty()) {
            throw new YamlException(problems);
        }
        return new RecipeBook(recipes, ladders);
    }

    /// By name.
    public List<Recipe> recipes() {
        return List.copyOf(recipes.values());
    }

    /// Whatever the case of the name.
    public Optional<Recipe> recipe(String name) {
        return Optional.ofNullable(recipes.get(DefinitionFolder.key(name)));
    }

    /// By name.
    public List<Ladder> ladders() {
        return List.copyOf(ladders.values());
    }

    /// Whatever the case of the name.
    public Optional<Ladder> ladder(String name) {
        return Optional.ofNullable(ladders.get(DefinitionFolder.key(name)));
    }

    /// The recipes of one of this book's ladders, in its order.
    public List<Recipe> recipesOf(Ladder ladder) {
        return ladder.recipes().stream()
                .map(name -> recipes.get(DefinitionFolder.key(name)))
                .toList();
    }
}
