package dev.kennel.gguf;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgufModelFiles.Shard;

/// The digests of a model's bytes, all SHA-256 in lower-case hexadecimal digits.
///
/// @param files of each shard, in order
/// @param tensors of each tensor's data without padding, in the order of [GgufModelFiles#tensors]
public record GgufDigest(List<String> files, List<String> tensors) {

    public GgufDigest {
        files = List.copyOf(files);
        tensors = List.copyOf(tensors);
    }

    /// The identity of the model's source: the digest of its file; of several, the digest of their digests' bytes in
    /// order.
    public String source() {
        if (files.size() == 1) {
            return files.getFirst();
        }
        MessageDigest digest = Sha256.newDigest();
        files.forEach(file -> digest.update(HexFormat.of().parseHex(file)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Reads every byte once. It can be cancelled by interrupting the thread, and then ends with an
    /// [java.nio.channels.ClosedByInterruptException] or [java.io.InterruptedIOException].
    ///
    /// @param progress is told the bytes read so far, of [GgufModelFiles#size]
    /// @throws GgufFormatException when a file has not the size any more that it had when its header was read
    public static GgufDigest of(GgufModelFiles model, LongConsumer progress) throws IOException {
        List<String> files = new ArrayList<>();
        List<String> tensors = new ArrayList<>();
        long before = 0;
        for (Shard shard : model.shards()) {
            long start = before;
            ShardDigest digest = ShardDigest.of(shard, done -> progress.accept(start + done));
            files.add(digest.file());
            tensors.addAll(digest.tensors());
            before += shard.size();
        }
        return new GgufDigest(files, tensors);
    }
}
