package dev.kennel.gguf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import dev.kennel.gguf.GgufModelFiles.Shard;

import static dev.kennel.gguf.HeaderInput.quoted;

/// Checks that files are the shards of one model, each once.
final class ShardSet {

    private final List<Shard> shards;

    ShardSet(List<Shard> shards) {
        this.shards = shards;
    }

    List<Shard> ordered() throws GgufFormatException {
        for (Shard shard : shards) {
            checkCount(shard);
        }
        Shard[] ordered = new Shard[shards.size()];
        for (Shard shard : shards) {
            int index = index(shard);
            if (ordered[index] != null) {
                throw failure(
                        shard,
                        "split.no",
                        "%s is shard %d too; give each shard once".formatted(fileName(ordered[index]), index + 1));
            }
            ordered[index] = shard;
        }
        checkTensors(List.of(ordered));
        return List.of(ordered);
    }

    private void checkCount(Shard shard) throws GgufFormatException {
        long count = Math.max(1, shard.header().integer("split.count").orElse(1));
        if (count != shards.size()) {
            throw failure(
                    shard,
                    "split.count",
                    count == 1
                            ? "it is a model by itself, and there are %d models; name one of them"
                                    .formatted(shards.size())
                            : "it is one of %d shards, and %d are at hand; keep all shards in one folder under the names that "
                                            .formatted(count, shards.size())
                                    + "end in -00001-of-%05d.gguf and so on".formatted(count));
        }
    }

    private int index(Shard shard) throws GgufFormatException {
        if (shards.size() == 1) {
            return 0;
        }
        OptionalLong index = shard.header().integer("split.no");
        if (index.isEmpty() || index.getAsLong() < 0 || index.getAsLong() >= shards.size()) {
            throw failure(
                    shard,
                    "split.no",
                    "it is %s where 0 to %d is expected; split the model again with llama-gguf-split"
                            .formatted(index.isEmpty() ? "absent" : index.getAsLong(), shards.size() - 1));
        }
        return (int) index.getAsLong();
    }

    private static void checkTensors(List<Shard> ordered) throws GgufFormatException {
        Map<String, Shard> holders = new HashMap<>();
        for (Shard shard : ordered) {
            for (TensorInfo tensor : shard.header().tensors()) {
                Shard other = holders.putIfAbsent(tensor.name(), shard);
                if (other != null) {
                    throw failure(
                            shard,
                            "tensor " + quoted(tensor.name()),
                            "it is in %s too; split the model again with llama-gguf-split".formatted(fileName(other)));
                }
            }
        }
        for (Shard shard : ordered) {
            OptionalLong announced = shard.header().integer("split.tensors.count");
            if (announced.isPresent() && announced.getAsLong() != holders.size()) {
                throw failure(
                        shard,
                        "split.tensors.count",
                        "it announces %d tensors and the shards hold %d; they are not shards of one model, fetch all "
                                        .formatted(announced.getAsLong(), holders.size())
                                + "of them again");
            }
        }
    }

    private static GgufFormatException failure(Shard shard, String field, String problem) {
        return new GgufFormatException(shard.file(), field, problem);
    }

    private static String fileName(Shard shard) {
        return shard.file().getFileName().toString();
    }
}
