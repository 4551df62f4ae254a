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
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw refused(path, "The directory has no .gguf file.");
            }
            return files.stream().map(this::file).toList();
        }
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
        return new ImportFile(allowed(path), path.getFileName().toString(), Optional.empty());
    }

    private Path absolute(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw refused(text, "It is not a path.");
        }
    }

    private Path allowed(Path path) {
        try {
            Path real = path.toRealPath();
            for (Path root : config.roots().orElse(List.of())) {
                if (real.startsWith(root.toRealPath())) {
                    return real;
                }
            }
        } catch (IOException e) {
            throw refused(path, "There is no such file on the server, or it cannot be read.");
        }
        throw refused(path, "It is not below one of kennel.import.roots (" + rootsText() + ").");
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
