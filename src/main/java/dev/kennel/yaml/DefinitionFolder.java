package dev.kennel.yaml;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The `*.yaml` files of a directory. A file has the name of what it holds, and names are unique whatever their case:
/// they become names of files elsewhere.
public final class DefinitionFolder {

    private static final String ENDING = ".yaml";

    private DefinitionFolder() {}

    /// Reads one file.
    @FunctionalInterface
    public interface Reader<T> {
        T read(Path file) throws YamlException;
    }

    /// By name.
    ///
    /// @throws IOException when the directory cannot be read
    public static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + ENDING)) {
            entries.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    /// The name of what a file holds.
    public static String nameOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    /// A name as maps have it, whatever its case.
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// What the files hold, by the [key][#key] of the name.
    ///
    /// @param problems receives everything that is wrong
    public static <T> SortedMap<String, T> read(
            List<Path> files, Reader<T> reader, Function<T, String> name, List<YamlProblem> problems) {
        SortedMap<String, T> all = new TreeMap<>();
        for (Path file : files) {
            try {
                put(all, file, reader.read(file), name);
            } catch (YamlException e) {
                problems.addAll(e.problems());
            }
        }
        return all;
    }

    private static <T> void put(SortedMap<String, T> all, Path file, T entry, Function<T, String> nameOf)
            throws YamlException {
        String name = nameOf.apply(entry);
        Problems problems = new Problems(file.getFileName().toString());
        if (!nameOf(file).equals(name)) {
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
}
