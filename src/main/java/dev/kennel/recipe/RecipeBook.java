package dev.kennel.recipe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The recipes and ladders of a directory: `*.yaml` in it and in its `ladders`. A file has the name of what it holds,
/// names are unique whatever their case (they become names of files), and ladders name recipes that are there.
public final class RecipeBook {

    private static final String ENDING = ".yaml";

    private final Map<String, Recipe> recipes = new TreeMap<>();
    private final Map<String, Ladder> ladders = new TreeMap<>();

    private RecipeBook() {}

    /// @throws RecipeException with everything that is wrong, in all files
    /// @throws IOException when the directory cannot be read
    public static RecipeBook load(Path directory) throws RecipeException, IOException {
        RecipeBook book = new RecipeBook();
        List<RecipeProblem> problems = new ArrayList<>();
        List<Path> files = yamlFiles(directory);
        for (Path file : files) {
            collect(problems, () -> put(book.recipes, file, RecipeFile.read(file), Recipe::name));
        }
        Set<String> known = files.stream().map(RecipeBook::stem).collect(Collectors.toCollection(TreeSet::new));
        Path ladders = directory.resolve("ladders");
        for (Path file : Files.isDirectory(ladders) ? yamlFiles(ladders) : List.<Path>of()) {
            collect(problems, () -> put(book.ladders, file, LadderFile.read(file, known), Ladder::name));
        }
        if (!problems.isEmpty()) {
            throw new RecipeException(problems);
        }
        return book;
    }

    /// By name.
    public List<Recipe> recipes() {
        return List.copyOf(recipes.values());
    }

    /// Whatever the case of the name.
    public Optional<Recipe> recipe(String name) {
        return Optional.ofNullable(recipes.get(key(name)));
    }

    /// By name.
    public List<Ladder> ladders() {
        return List.copyOf(ladders.values());
    }

    /// Whatever the case of the name.
    public Optional<Ladder> ladder(String name) {
        return Optional.ofNullable(ladders.get(key(name)));
    }

    /// The recipes of one of this book's ladders, in its order.
    public List<Recipe> recipesOf(Ladder ladder) {
        return ladder.recipes().stream().map(name -> recipes.get(key(name))).toList();
    }

    private static <T> void put(Map<String, T> all, Path file, T entry, Function<T, String> nameOf)
            throws RecipeException {
        String name = nameOf.apply(entry);
        Problems problems = new Problems(file.getFileName().toString());
        if (!stem(file).equals(name)) {
            problems.add(1, "name", "it is '" + name + "', so the file must be named " + name + ENDING);
        }
        T other = all.putIfAbsent(key(name), entry);
        if (other != null) {
            problems.add(
                    1,
                    "name",
                    "'" + name + "' and '" + nameOf.apply(other)
                            + "' differ by case only, which some file systems cannot hold; rename one");
        }
        problems.throwIfAny();
    }

    private static List<Path> yamlFiles(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + ENDING)) {
            entries.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static void collect(List<RecipeProblem> problems, Step step) {
        try {
            step.run();
        } catch (RecipeException e) {
            problems.addAll(e.problems());
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws RecipeException;
    }
}
