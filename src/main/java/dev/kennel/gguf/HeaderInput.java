package dev.kennel.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads the little-endian fields of a header one after the other, and never past the bytes that are there or allowed.
final class HeaderInput {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int LONGEST_QUOTE = 100;

    private final ReadableByteChannel channel;
    private final String file;
    private final long size;
    private final GgufLimits limits;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long position;

    HeaderInput(ReadableByteChannel channel, String file, long size, GgufLimits limits) {
        this.channel = channel;
        this.file = file;
        this.size = size;
        this.limits = limits;
    }

    long position() {
        return position;
    }

    long size() {
        return size;
    }

    GgufLimits limits() {
        return limits;
    }

    int readByte(String field) throws IOException {
        require(1, field);
        return buffer.get();
    }

    int readInt(String field) throws IOException {
        require(4, field);
        return buffer.getInt();
    }

    long readLong(String field) throws IOException {
        require(8, field);
        return buffer.getLong();
    }

    /// A 64-bit count of things of at least so many bytes each, checked against its limit and the rest of the file.
    int readCount(String field, long limit, int leastBytes) throws IOException {
        long start = position;
        long count = readLong(field);
        if (count < 0 || count > limit) {
            throw failure(
                    start,
                    field,
                    "%s is more than the %d that are accepted; the file is damaged or hostile, "
                            + "fetch it again from a source you trust",
                    Long.toUnsignedString(count),
                    limit);
        }
        if (count > (size - position) / leastBytes) {
            throw failure(
                    start,
                    field,
                    "%d of them need at least %d bytes, and the file ends %d bytes further on; it "
                            + "is incomplete or damaged, fetch it again",
                    count,
                    count * leastBytes,
                    size - position);
        }
        return Math.toIntExact(count);
    }

    /// A string of at most `limit` bytes, as bytes.
    byte[] readString(String field, long limit) throws IOException {
        return readBytes(field, readCount(field + " (length)", limit, 1));
    }

    /// A string that names something: valid UTF-8, not empty, no control characters.
    String readName(String field, long limit) throws IOException {
        long start = position;
        byte[] bytes = readString(field, limit);
        String name = decode(bytes, start, field);
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw failure(
                    start,
                    field,
                    "the name is empty or holds control characters; "
                            + "the file is damaged or hostile, fetch it again from a source you trust");
        }
        return name;
    }

    /// The next bytes, at most 64 KiB and fewer where the file ends before, without going on.
    byte[] peek(int most) throws IOException {
        while (buffer.remaining() < most && refill() >= 0) {}
        byte[] bytes = new byte[Math.min(most, buffer.remaining())];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }

    /// Only for a length that was checked by [#readCount].
    byte[] readBytes(String field, int length) throws IOException {
        checkRoom(length, field);
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                fill(field);
            }
            int part = Math.min(buffer.remaining(), length - done);
            buffer.get(bytes, done, part);
            done += part;
            position += part;
        }
        return bytes;
    }

    GgufFormatException failure(long offset, String field, String problem, Object... arguments) {
        return new GgufFormatException(file, offset, field, problem.formatted(arguments));
    }

    /// A name for an error message: in quotes, and cut where it is too long to be read.
    static String quoted(String name) {
        return "'" + (name.length() <= LONGEST_QUOTE ? name : name.substring(0, LONGEST_QUOTE) + "…") + "'";
    }

    private String decode(byte[] bytes, long start, String field) throws GgufFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw failure(start, field, "the name is not UTF-8; the file is damaged, fetch it again");
        }
    }

    private void require(int bytes, String field) throws IOException {
        checkRoom(bytes, field);
        while (buffer.remaining() < bytes) {
            fill(field);
        }
        position += bytes;
    }

    private void checkRoom(int bytes, String field) throws GgufFormatException {
        if (bytes > size - position) {
            throw truncated(field);
        }
        if (bytes > limits.headerBytes() - position) {
            throw failure(
                    position,
                    field,
                    "the header goes on beyond the %d bytes that are accepted; the file is "
                            + "damaged or hostile, fetch it again from a source you trust",
                    limits.headerBytes());
        }
    }

    private void fill(String field) throws IOException {
        if (refill() < 0) {
            throw truncated(field);
        }
    }

    /// @return bytes read, at least one, or -1 at the end
    private int refill() throws IOException {
        buffer.compact();
        int read;
        do {
            read = channel.read(buffer);
        } while (read == 0);
        buffer.flip();
        return read;
    }

    private GgufFormatException truncated(String field) {
        return failure(position, field, "the file ends here, before its header does; it is incomplete, fetch it again");
    }
}
