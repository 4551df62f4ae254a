package dev.kennel.measure.run;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.kennel.measure.LogitsShape;

/// Writes a [LogitsFile]. The rows of as many chunks as are read side by side are filled in memory, by several threads
/// if need be.
final class LogitsWriter implements AutoCloseable {

    private final LogitsShape shape;
    private final int sideBySide;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment rows;

    private LogitsWriter(LogitsShape shape, int sideBySide, FileChannel channel) {
        this.shape = shape;
        this.sideBySide = sideBySide;
        this.channel = channel;
        this.rows = arena.allocate(chunkBytes() * sideBySide, Float.BYTES);
    }

    /// Creates the file.
    ///
    /// @param sideBySide chunks that are filled at a time
    /// @param tokens of all chunks, one after another; more are left out
    static LogitsWriter create(Path file, LogitsShape shape, int sideBySide, int[] tokens) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            var writer = new LogitsWriter(shape, sideBySide, channel);
            writer.writeHead(tokens);
            return writer;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private long chunkBytes() {
        return (long) shape.rowBytes() * shape.scoredPerChunk();
    }

    private void writeHead(int[] tokens) throws IOException {
        int count = Math.multiplyExact(shape.contextLength(), shape.chunks());
        ByteBuffer head = ByteBuffer.allocate(Math.toIntExact(LogitsShape.TOKENS_OFFSET + (long) Integer.BYTES * count))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(LogitsFile.MAGIC)
                .putInt(shape.contextLength())
                .putInt(shape.vocabulary())
                .putInt(shape.chunks());
        for (int i = 0; i < count; i++) {
            head.putInt(tokens[i]);
        }
        write(head.flip());
    }

    /// Where the probabilities of a scored token go. Padding stays zero.
    StoredProbabilities row(int chunk, int scored) {
        long offset = chunkBytes() * (chunk % sideBySide) + (long) shape.rowBytes() * scored;
        return new StoredProbabilities(rows.asSlice(offset, shape.rowBytes()), shape.vocabulary());
    }

    /// Writes a chunk whose rows are filled; in order.
    void endChunk(int chunk) throws IOException {
        write(rows.asSlice(chunkBytes() * (chunk % sideBySide), chunkBytes()).asByteBuffer());
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        arena.close();
        channel.close();
    }
}
