package dev.kennel.steer.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.kennel.steer.ActivationFormat;

/// Writes captured vectors where they belong, in whatever order they come.
final class ActivationFile implements AutoCloseable {

    private static final byte[] MAGIC = {'K', 'A', 'C', 'T'};
    private static final int RAW_HEADER = 16;
    private static final int ALIGNMENT = 8;

    private final FileChannel channel;
    private final ActivationFormat format;
    private final int blocks;
    private final int width;
    private final int tokens;
    private final long start;

    private ActivationFile(
            FileChannel channel, ActivationFormat format, int blocks, int width, int tokens, long start) {
        this.channel = channel;
        this.format = format;
        this.blocks = blocks;
        this.width = width;
        this.tokens = tokens;
        this.start = start;
    }

    /// @param file that is not there yet
    static ActivationFile create(Path file, ActivationFormat format, int blocks, int width, int tokens)
            throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            ByteBuffer header =
                    switch (format) {
                        case RAW -> rawHeader(blocks, width, tokens);
                        case SAFETENSORS -> safetensorsHeader(blocks, width, tokens);
                    };
            long length = header.remaining();
            writeFully(channel, header, 0);
            return new ActivationFile(channel, format, blocks, width, tokens, length);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static ByteBuffer rawHeader(int blocks, int width, int tokens) {
        return ByteBuffer.allocate(RAW_HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(blocks)
                .putInt(width)
                .putInt(tokens)
                .flip();
    }

    /// Its length, then JSON, padded with spaces so that the numbers are aligned.
    private static ByteBuffer safetensorsHeader(int blocks, int width, int tokens) {
        long bytes = (long) tokens * width * Float.BYTES;
        var json = new StringBuilder("{");
        for (int block = 0; block < blocks; block++) {
            json.append("%s\"block.%d\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}"
                    .formatted(block == 0 ? "" : ",", block, tokens, width, block * bytes, (block + 1) * bytes));
        }
        json.append('}');
        while (json.length() % ALIGNMENT != 0) {
            json.append(' ');
        }
        byte[] text = json.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .flip();
    }

    /// @param row the numbers of a token
    void put(int block, int token, float[] row) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(row);
        long place =
                switch (format) {
                    case RAW -> (long) token * blocks + block;
                    case SAFETENSORS -> (long) block * tokens + token;
                };
        writeFully(channel, bytes, start + place * width * Float.BYTES);
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long place = at;
        while (bytes.hasRemaining()) {
            place += channel.write(bytes, place);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
