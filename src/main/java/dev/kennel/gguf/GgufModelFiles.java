package dev.kennel.gguf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One model in one file or in several shards, in order.
public record GgufModelFiles(List<Shard> shards) {

    /// @param size of the file in bytes
    public record Shard(Path file, GgufHeader header, long size) {}

    public GgufModelFiles {
        shards = List.copyOf(shards);
    }

    /// The header of the first shard, which carries the model's metadata; its tensors are only the first shard's.
    public GgufHeader header() {
        return shards.getFirst().header();
    }

    /// The tensors of all shards, in order.
    public List<ShardedTensor> tensors() {
        List<ShardedTensor> tensors = new ArrayList<>();
        for (int index = 0; index < shards.size(); index++) {
            GgufHeader header = shards.get(index).header();
            for (TensorInfo tensor : header.tensors()) {
                tensors.add(new ShardedTensor(tensor, index, header.fileOffset(tensor)));
            }
        }
        return tensors;
    }

    public List<TensorInfo> tensorInfos() {
        return tensors().stream().map(ShardedTensor::info).toList();
    }

    public Path file(ShardedTensor tensor) {
        return shards.get(tensor.shard()).file();
    }

    /// Bytes of all files together.
    public long size() {
        return shards.stream().mapToLong(Shard::size).sum();
    }

    public boolean isSplit() {
        return shards.size() > 1;
    }
}
