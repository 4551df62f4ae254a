package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.kennel.gguf.GgufModelFiles.Shard;
import dev.kennel.gguf.GgufReader.TensorData;

/// Opens a model that is one GGUF file or a set of shards (`split.no`, `split.count`, `split.tensors.count`).
///
/// Every error is a [GgufFormatException] that names the shard.
public final class GgufFiles {

    /// What `split.count`, 16 bits wide, can say.
    private static final int MOST_SHARDS = 65_535;

    private final TensorData data;
    private final GgufLimits limits;

    public GgufFiles(TensorData data, GgufLimits limits) {
        this.data = data;
        this.limits = limits;
    }

    /// The model of which `file` is the whole or any shard; the other shards are looked for beside it. All their
    /// data must be there.
    public static GgufModelFiles open(Path file) throws IOException {
        return new GgufFiles(TensorData.REQUIRED, GgufLimits.DEFAULT).find(file);
    }

    /// As [#open], and only the headers need to be there.
    public static GgufModelFiles openHeadersOnly(Path file) throws IOException {
        return new GgufFiles(TensorData.MAY_BE_ABSENT, GgufLimits.DEFAULT).find(file);
    }

    /// The model of which `file` is the whole or any shard, with the names of the others beside it.
    public GgufModelFiles find(Path file) throws IOException {
        Optional<ShardName> name =
                ShardName.parse(file.getFileName().toString()).filter(shard -> shard.count() > 1);
        if (name.isEmpty()) {
            return of(List.of(file));
        }
        return of(siblings(file, name.get()));
    }

    /// The model of these files, whatever their names and order.
    public GgufModelFiles of(List<Path> files) throws IOException {
        List<Shard> shards = new ArrayList<>();
        for (Path file : files) {
            shards.add(new Shard(file, GgufReader.read(file, data, limits), Files.size(file)));
        }
        return new GgufModelFiles(new ShardSet(shards).ordered());
    }

    private static List<Path> siblings(Path file, ShardName name) throws GgufFormatException {
        if (name.count() > MOST_SHARDS || name.index() < 0 || name.index() >= name.count()) {
            throw new GgufFormatException(
                    file,
                    "file name",
                    "there is no shard %d of %d; rename the file".formatted(name.index() + 1, name.count()));
        }
        List<Path> files = IntStream.range(0, name.count())
                .mapToObj(index -> file.resolveSibling(name.withIndex(index).toString()))
                .toList();
        List<String> missing = files.stream()
                .filter(sibling -> !Files.isRegularFile(sibling))
                .map(sibling -> sibling.getFileName().toString())
                .toList();
        if (!missing.isEmpty()) {
            throw new GgufFormatException(
                    file,
                    "shards",
                    "of %d shards %d are missing: %s; put them beside it"
                            .formatted(name.count(), missing.size(), shortened(missing)));
        }
        return files;
    }

    private static String shortened(List<String> names) {
        return names.size() <= 10 ? String.join(", ", names) : String.join(", ", names.subList(0, 10)) + ", …";
    }
}
