package dev.kennel.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import static dev.kennel.gguf.HeaderInput.quoted;

/// Reads the key-value pairs of a header.
final class MetadataReader {

    /// Length of the key, type, and one byte of value.
    private static final int LEAST_PAIR_BYTES = 8 + 4 + 1;

    private final HeaderInput input;
    private final GgufLimits limits;

    MetadataReader(HeaderInput input) {
        this.input = input;
        this.limits = input.limits();
    }

    int readCount() throws IOException {
        return input.readCount("metadata count", limits.metadata(), LEAST_PAIR_BYTES);
    }

    SequencedMap<String, GgufValue> read(int count) throws IOException {
        SequencedMap<String, GgufValue> metadata = new LinkedHashMap<>();
        for (int index = 0; index < count; index++) {
            long start = input.position();
            String field = "metadata key " + index;
            String key = input.readName(field, limits.keyBytes());
            if (metadata.containsKey(key)) {
                throw input.failure(
                        start, field, "%s stands in the file twice; ask its maker for a correct one", quoted(key));
            }
            metadata.put(key, readPair(key, metadata));
        }
        return metadata;
    }

    private GgufValue readPair(String key, SequencedMap<String, GgufValue> before) throws IOException {
        long start = input.position();
        GgufValue value = readValue(key);
        String problem = WellKnownKeys.problem(key, value, before, limits);
        if (problem != null) {
            throw input.failure(start, "value of " + quoted(key), "%s", problem);
        }
        return value;
    }

    private GgufValue readValue(String key) throws IOException {
        String field = "value of " + quoted(key);
        ValueType type = readType("type of " + quoted(key));
        return switch (type) {
            case STRING -> new GgufValue.Text(text(readText(field)));
            case ARRAY -> readArray(key);
            case BOOL -> new GgufValue.Bool(input.readByte(field) != 0);
            case FLOAT32, FLOAT64 -> new GgufValue.Real(type, readReal(type, field));
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 ->
                new GgufValue.Int(
                        type,
                        PackedNumbers.ints(type, input.readBytes(field, type.leastBytes()))
                                .getFirst());
        };
    }

    /// A text for people or programs; only the tokens of a vocabulary may hold any character.
    private byte[] readText(String field) throws IOException {
        long start = input.position();
        byte[] bytes = input.readString(field, limits.stringBytes());
        for (byte each : bytes) {
            if (each == 0) {
                throw input.failure(
                        start,
                        field,
                        "it holds a NUL character, where llama.cpp would cut it; the file is damaged or hostile,"
                                + " convert the model again");
            }
        }
        return bytes;
    }

    private GgufValue readArray(String key) throws IOException {
        String field = "array " + quoted(key);
        long start = input.position();
        ValueType type = readType("element type of " + quoted(key));
        if (type == ValueType.ARRAY) {
            throw input.failure(
                    start, field, "it is an array of arrays, which llama.cpp does not read; remove the key");
        }
        int length = input.readCount("length of " + field, limits.arrayLength(), type.leastBytes());
        return switch (type) {
            case STRING -> new GgufValue.Texts(readTexts(key, field, length));
            case BOOL -> new GgufValue.Bools(PackedNumbers.bools(input.readBytes(field, length)));
            case FLOAT32, FLOAT64 -> new GgufValue.Reals(type, PackedNumbers.reals(type, packed(field, type, length)));
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 ->
                new GgufValue.Ints(type, PackedNumbers.ints(type, packed(field, type, length)));
            case ARRAY -> throw new IllegalStateException("an array of arrays was let through");
        };
    }

    private byte[] packed(String field, ValueType type, int length) throws IOException {
        return input.readBytes(field, Math.multiplyExact(length, type.leastBytes()));
    }

    private List<String> readTexts(String key, String field, int length) throws IOException {
        boolean tokens = key.equals(WellKnownKeys.TOKENS);
        int[] ends = new int[length];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int index = 0; index < length; index++) {
            String element = field + "[" + index + "]";
            bytes.writeBytes(tokens ? input.readString(element, limits.stringBytes()) : readText(element));
            ends[index] = bytes.size();
        }
        return new PackedTexts(bytes.toByteArray(), ends);
    }

    private double readReal(ValueType type, String field) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(input.readBytes(field, type.leastBytes())).order(ByteOrder.LITTLE_ENDIAN);
        return type == ValueType.FLOAT32 ? bytes.getFloat() : bytes.getDouble();
    }

    private ValueType readType(String field) throws IOException {
        long start = input.position();
        int id = input.readInt(field);
        return ValueType.ofId(id)
                .orElseThrow(() -> input.failure(
                        start,
                        field,
                        "%s is no type of a metadata value (they go from 0 to 12); the file is damaged, "
                                + "fetch it again",
                        Integer.toUnsignedString(id)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
