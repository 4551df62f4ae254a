package dev.kennel.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.gguf.ShardName;
import dev.kennel.web.Problem;

/// Finds the files that a path on the server stands for. Every one of them must lie below `kennel.import.roots`, links
/// followed, whatever led to it.
@ApplicationScoped
class ImportPaths {

    private static final String NEXT =
            "Upload the file, or let whoever runs this server add its directory to kennel.import.roots.";

    private final ImportsConfig config;

    ImportPaths(ImportsConfig config) {
        this.config = config;
    }

    /// A directory stands for the GGUF files in it, a shard for all shards beside it that are there.
    ///
    /// @throws dev.kennel.web.ProblemException when it may not be read
    List<ImportFile> files(String text) throws IOException {
        Path path = absolute(text);
        Path real = allowed(path);
        if (!Files.isDirectory(real)) {
            return shards(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(entry -> entry.toString().endsWith(".gguf"))
                    .filter(entry -> !Files.isDirectory(entry))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw refused(path, "The directory has no .gguf file.");
            }
            return files.stream().map(this::file).toList();
        }
    }

    /// A single file of any format.
    ///
    /// @throws dev.kennel.web.ProblemException when it may not be read
    ImportFile one(String text) {
        return file(absolute(text));
    }

    private List<ImportFile> shards(Path path) {
        Optional<ShardName> name =
                ShardName.parse(path.getFileName().toString()).filter(shard -> shard.count() > 1);
        if (name.isEmpty()) {
            return List.of(file(path));
        }
        var files = new ArrayList<Path>();
        IntStream.range(0, name.get().count())
                .mapToObj(
                        index -> path.resolveSibling(name.get().withIndex(index).toString()))
                .filter(Files::exists)
                .forEach(files::add);
        return files.stream().map(this::file).toList();
    }

    /// It keeps the name it was found by: in a cache of downloads, that is a link to a file named by its digest.
    private ImportFile file(Path path) {
        Path real = allowed(path);
        if (!Files.isRegularFile(real)) {
            throw refused(path, "It is neither a file nor a directory, but a pipe or a device.");
        }
        return new ImportFile(real, path.getFileName().toString(), Optional.empty());
    }

    private Path absolute(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw refused(text, "It is not a path.");
        }
    }

    /// Of what lies elsewhere, not even whether it is there is told.
    private Path allowed(Path path) {
        try {
            Path real = path.toRealPath();
            if (roots().map(ImportPaths::real).flatMap(Optional::stream).anyMatch(real::startsWith)) {
                return real;
            }
        } catch (IOException e) {
            if (roots().map(root -> root.toAbsolutePath().normalize()).anyMatch(path::startsWith)) {
                throw refused(path, "There is no such file on the server, or it cannot be read.");
            }
        }
        throw refused(path, "It is not below one of kennel.import.roots (" + rootsText() + ").");
    }

    /// Empty for a root that is not there, which is no reason to refuse what lies below another.
    private static Optional<Path> real(Path root) {
        try {
            return Optional.of(root.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Stream<Path> roots() {
        return config.roots().stream().flatMap(List::stream);
    }

    private String rootsText() {
        return config.roots()
                .map(roots -> roots.stream().map(Path::toString).collect(Collectors.joining(", ")))
                .orElse("none are configured");
    }

    private static RuntimeException refused(Object path, String reason) {
        return Problem.unprocessable("'" + path + "' cannot be imported")
                .because(reason)
                .field("path", reason)
                .next(NEXT)
                .exception();
    }
}
