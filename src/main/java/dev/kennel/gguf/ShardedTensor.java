package dev.kennel.gguf;

/// A tensor and where its bytes are.
///
/// @param shard index in [GgufModelFiles#shards]
/// @param fileOffset from the start of that shard's file, in bytes
public record ShardedTensor(TensorInfo info, int shard, long fileOffset) {

    public String name() {
        return info.name();
    }

    public long bytes() {
        return info.bytes();
    }
}
