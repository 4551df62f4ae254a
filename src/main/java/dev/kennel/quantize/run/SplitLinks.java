package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes shards findable under the names that llama.cpp wants of a split model, whatever they are called.
///
/// Links for more than one shard live in a temporary directory until this is closed.
final class SplitLinks implements AutoCloseable {

    private final Path first;
    private final List<Path> created = new ArrayList<>();

    private SplitLinks(List<Path> shards) throws IOException {
        if (shards.size() == 1) {
            first = shards.getFirst();
            return;
        }
        Path directory = Files.createTempDirectory("kennel-shards");
        created.add(directory);
        for (int i = 0; i < shards.size(); i++) {
            Path link = directory.resolve("model-%05d-of-%05d.gguf".formatted(i + 1, shards.size()));
            created.add(Files.createSymbolicLink(link, shards.get(i).toAbsolutePath()));
        }
        first = created.get(1);
    }

    static SplitLinks to(List<Path> shards) throws IOException {
        return new SplitLinks(shards);
    }

    /// The file to give to llama.cpp.
    Path first() {
        return first;
    }

    @Override
    public void close() throws IOException {
        for (Path path : created.reversed()) {
            Files.deleteIfExists(path);
        }
    }
}
