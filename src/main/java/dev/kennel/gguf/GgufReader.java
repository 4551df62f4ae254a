package dev.kennel.gguf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import static dev.kennel.gguf.HeaderInput.quoted;

/// Reads the header of a GGUF file, version 2 or 3, little-endian.
///
/// Whatever the bytes are, it ends with a header whose numbers may be relied on, or with a [GgufFormatException]; it
/// allocates nothing on the word of a length that it has not checked against [GgufLimits] and the size of the file.
/// It is as strict as llama.cpp: what it accepts has its tensors end to end.
public final class GgufReader {

    private static final int MAGIC = 0x46554747;
    private static final String MAGIC_FIELD = "magic";

    /// Whether the tensors' data must be there too.
    public enum TensorData {
        REQUIRED,
        /// For a file that was cut behind its header, or of which only the first bytes are at hand.
        MAY_BE_ABSENT
    }

    private final HeaderInput input;
    private final TensorData data;

    private GgufReader(HeaderInput input, TensorData data) {
        this.input = input;
        this.data = data;
    }

    /// A whole file, with the default limits.
    public static GgufHeader read(Path file) throws IOException {
        return read(file, TensorData.REQUIRED, GgufLimits.DEFAULT);
    }

    /// A file of which nothing needs to be there but the header, with the default limits.
    public static GgufHeader readHeaderOnly(Path file) throws IOException {
        return read(file, TensorData.MAY_BE_ABSENT, GgufLimits.DEFAULT);
    }

    public static GgufHeader read(Path file, TensorData data, GgufLimits limits) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return read(channel, file.getFileName().toString(), channel.size(), data, limits);
        }
    }

    /// From the channel's position on, which counts as byte 0 of the file.
    public static GgufHeader read(SeekableByteChannel channel, TensorData data, GgufLimits limits) throws IOException {
        return read(channel, "", channel.size() - channel.position(), data, limits);
    }

    /// @param file name for error messages, may be empty
    /// @param size of the whole file in bytes; the channel may end earlier only as far as the data may be absent
    public static GgufHeader read(
            ReadableByteChannel channel, String file, long size, TensorData data, GgufLimits limits)
            throws IOException {
        return new GgufReader(new HeaderInput(channel, file, size, limits), data).readHeader();
    }

    private GgufHeader readHeader() throws IOException {
        readMagic();
        int version = readVersion();
        TensorTableReader tensorTable = new TensorTableReader(input);
        MetadataReader metadataReader = new MetadataReader(input);
        int tensorCount = tensorTable.readCount();
        int metadataCount = metadataReader.readCount();

        SequencedMap<String, GgufValue> metadata = metadataReader.read(metadataCount);
        int alignment = alignment(metadata);
        List<TensorInfo> tensors = tensorTable.read(tensorCount, alignment);

        long end = input.position();
        long dataOffset = tensors.isEmpty() ? end : GgufHeader.padded(end, alignment);
        GgufHeader header = new GgufHeader(version, alignment, metadata, tensors, dataOffset);
        checkData(header);
        return header;
    }

    private void readMagic() throws IOException {
        byte[] start = input.peek(ForeignFormat.BYTES);
        int magic = input.readInt(MAGIC_FIELD);
        if (magic != MAGIC) {
            throw input.failure(
                    0,
                    MAGIC_FIELD,
                    "the file starts with %08x and not with 'GGUF': %s",
                    Integer.reverseBytes(magic),
                    ForeignFormat.advice(start));
        }
    }

    private int readVersion() throws IOException {
        String field = "version";
        int version = input.readInt(field);
        if (version == 2 || version == 3) {
            return version;
        }
        if (version == 1) {
            throw input.failure(4, field, "version 1 is no longer read by llama.cpp; convert the model again");
        }
        if ((version & 0xffff) == 0 && version != 0) {
            throw input.failure(
                    4, field, "the file is big-endian; convert it with gguf-py's gguf_convert_endian.py to little");
        }
        throw input.failure(
                4,
                field,
                "%s is unknown, versions 2 and 3 are read; convert the model with a current llama.cpp",
                Integer.toUnsignedString(version));
    }

    private static int alignment(Map<String, GgufValue> metadata) {
        return metadata.get(WellKnownKeys.ALIGNMENT) instanceof GgufValue.Int(ValueType _, long alignment)
                ? (int) alignment
                : GgufHeader.DEFAULT_ALIGNMENT;
    }

    private void checkData(GgufHeader header) throws GgufFormatException {
        if (data == TensorData.REQUIRED && header.endOfData() > input.size()) {
            TensorInfo first = header.tensors().stream()
                    .filter(tensor -> header.fileOffset(tensor) + tensor.bytes() > input.size())
                    .findFirst()
                    .orElseThrow();
            throw input.failure(
                    header.fileOffset(first),
                    "data of " + quoted(first.name()),
                    "its %d bytes, %s as %s, do not fit the file, which ends at byte %d of %d; it is incomplete, "
                            + "fetch it again",
                    first.bytes(),
                    first.shapeText(),
                    first.type().ggmlName(),
                    input.size(),
                    header.endOfData());
        }
    }
}
