package dev.kennel.gguf;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgufModelFiles.Shard;

/// The digests of one file. While a piece is read, the one before it is hashed twice, in a thread each: as a part of
/// the file and as a part of its tensors.
record ShardDigest(String file, List<String> tensors) {

    private static final int PIECE_BYTES = 4 << 20;

    static ShardDigest of(Shard shard, LongConsumer progress) throws IOException {
        MessageDigest fileDigest = Sha256.newDigest();
        TensorHasher tensorHasher = new TensorHasher(shard.header());
        try (FileChannel channel = FileChannel.open(shard.file());
                ExecutorService hashers = Executors.newFixedThreadPool(2)) {
            try {
                hash(channel, shard, hashers, fileDigest, tensorHasher, progress);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while reading " + shard.file());
            }
        }
        return new ShardDigest(HexFormat.of().formatHex(fileDigest.digest()), tensorHasher.digests());
    }

    private static void hash(
            FileChannel channel,
            Shard shard,
            ExecutorService hashers,
            MessageDigest fileDigest,
            TensorHasher tensorHasher,
            LongConsumer progress)
            throws IOException, InterruptedException {
        ByteBuffer reading = ByteBuffer.allocateDirect(PIECE_BYTES);
        ByteBuffer hashing = ByteBuffer.allocateDirect(PIECE_BYTES);
        List<Future<?>> pending = List.of();
        long done = 0;
        while (fill(channel, reading)) {
            await(pending);
            ByteBuffer full = reading;
            done += full.remaining();
            pending = List.of(
                    hashers.submit(() -> fileDigest.update(full.duplicate())),
                    hashers.submit(() -> tensorHasher.update(full.duplicate())));
            progress.accept(done);
            reading = hashing;
            hashing = full;
        }
        await(pending);
        if (done != shard.size()) {
            throw new GgufFormatException(
                    shard.file(),
                    "size",
                    "it was %d bytes when the header was read and is %d now; import it again once it is written"
                            .formatted(shard.size(), done));
        }
    }

    private static boolean fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        buffer.flip();
        return buffer.hasRemaining();
    }

    private static void await(List<Future<?>> pending) throws InterruptedException {
        for (Future<?> future : pending) {
            try {
                future.get();
            } catch (ExecutionException failure) {
                throw new IllegalStateException("Hashing failed", failure.getCause());
            }
        }
    }
}
