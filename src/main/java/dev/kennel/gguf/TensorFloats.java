package dev.kennel.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import static dev.kennel.gguf.HeaderInput.quoted;

/// Reads F32 tensors, of which the header has been checked against the size of the file.
final class TensorFloats {

    private static final int BUFFER_BYTES = 1 << 20;

    private final Path file;
    private final GgufHeader header;

    TensorFloats(Path file, GgufHeader header) {
        this.file = file;
        this.header = header;
    }

    /// Sees the numbers of a tensor, one after the other.
    interface Visitor {
        void see(int index, float number) throws GgufFormatException;
    }

    void visit(TensorInfo tensor, Visitor visitor) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, tensor.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            long position = header.fileOffset(tensor);
            long end = position + tensor.bytes();
            int index = 0;
            while (position < end) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
                position += fill(channel, buffer, position, tensor);
                buffer.flip();
                while (buffer.hasRemaining()) {
                    visitor.see(index++, buffer.getFloat());
                }
            }
        }
    }

    private int fill(FileChannel channel, ByteBuffer buffer, long position, TensorInfo tensor) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new GgufFormatException(
                        file, "data of " + quoted(tensor.name()), "the file was cut while it was read; read it again");
            }
        }
        return buffer.limit();
    }
}
