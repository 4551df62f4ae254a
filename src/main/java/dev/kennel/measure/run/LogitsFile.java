package dev.kennel.measure.run;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

import dev.kennel.blob.Sha256;
import dev.kennel.measure.LogitsShape;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

/// A base model's stored probabilities, in the file format of `llama-perplexity --save-all-logits`: `_logits_`, then
/// little-endian n_ctx, n_vocab, n_chunk, the tokens, and a row of probabilities for each token that is scored.
final class LogitsFile implements AutoCloseable {

    static final byte[] MAGIC = "_logits_".getBytes(StandardCharsets.US_ASCII);

    private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Arena arena;
    private final MemorySegment content;
    private final LogitsShape shape;

    private LogitsFile(Arena arena, MemorySegment content, LogitsShape shape) {
        this.arena = arena;
        this.content = content;
        this.shape = shape;
    }

    /// Maps the file.
    ///
    /// @throws LogitsFormatException when it is no such file, or not a whole one
    static LogitsFile open(Path file) throws IOException, LogitsFormatException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new LogitsFile(arena, content, shape(file, content));
        } catch (IOException | LogitsFormatException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static LogitsShape shape(Path file, MemorySegment content) throws LogitsFormatException {
        if (content.byteSize() < LogitsShape.TOKENS_OFFSET
                || content.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) >= 0) {
            throw new LogitsFormatException(
                    file + " does not begin with '_logits_': it is no file of llama-perplexity --save-all-logits.");
        }
        LogitsShape shape = shape(file, content.get(INT, 8), content.get(INT, 12), content.get(INT, 16));
        if (content.byteSize() != shape.fileBytes()) {
            throw new LogitsFormatException("%s has %,d bytes, and %d chunks of %d tokens of %d take %,d."
                    .formatted(
                            file,
                            content.byteSize(),
                            shape.chunks(),
                            shape.contextLength(),
                            shape.vocabulary(),
                            shape.fileBytes()));
        }
        return shape;
    }

    private static LogitsShape shape(Path file, int contextLength, int vocabulary, int chunks)
            throws LogitsFormatException {
        try {
            return new LogitsShape(contextLength, vocabulary, chunks);
        } catch (IllegalArgumentException e) {
            throw new LogitsFormatException(file + " cannot be right: " + e.getMessage());
        }
    }

    LogitsShape shape() {
        return shape;
    }

    /// The tokens of a chunk, as the text has them.
    int[] tokens(int chunk) {
        int length = shape.contextLength();
        var tokens = new int[length];
        for (int i = 0; i < length; i++) {
            tokens[i] = content.get(INT, LogitsShape.TOKENS_OFFSET + Integer.BYTES * ((long) chunk * length + i));
        }
        return tokens;
    }

    /// Of the bytes of all tokens.
    String tokensSha256() {
        MessageDigest digest = Sha256.newDigest();
        digest.update(content.asSlice(LogitsShape.TOKENS_OFFSET, shape.rowsOffset() - LogitsShape.TOKENS_OFFSET)
                .asByteBuffer());
        return Sha256.ofRaw(digest.digest()).hex();
    }

    /// The stored probabilities of what follows a token.
    ///
    /// @param scored number of the token among those of the chunk that are scored
    StoredProbabilities row(int chunk, int scored) {
        long row = (long) chunk * shape.scoredPerChunk() + scored;
        long offset = shape.rowsOffset() + row * shape.rowBytes();
        return new StoredProbabilities(content.asSlice(offset, shape.rowBytes()), shape.vocabulary());
    }

    @Override
    public void close() {
        arena.close();
    }
}
