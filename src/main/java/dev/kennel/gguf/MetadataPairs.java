package dev.kennel.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The key-value pairs of a header as the bytes they are, so that they can stand in another header unchanged.
///
/// Only for a header that [GgufReader] has read: nothing is checked again.
final class MetadataPairs {

    private static final int PAIR_COUNT_AT = 16;
    private static final int PAIRS_AT = 24;

    private final ByteBuffer header;

    private MetadataPairs(ByteBuffer header) {
        this.header = header;
    }

    /// Each pair, key and all, by its key in the file's order.
    ///
    /// @param header of a GGUF, version 2 or 3, from its first byte on
    static SequencedMap<String, byte[]> of(byte[] header) {
        return new MetadataPairs(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN)).read();
    }

    private SequencedMap<String, byte[]> read() {
        long count = header.getLong(PAIR_COUNT_AT);
        header.position(PAIRS_AT);
        SequencedMap<String, byte[]> pairs = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            int start = header.position();
            String key = readKey();
            skipValue(readType());
            byte[] pair = new byte[header.position() - start];
            header.get(start, pair);
            pairs.put(key, pair);
        }
        return pairs;
    }

    private String readKey() {
        byte[] key = new byte[Math.toIntExact(header.getLong())];
        header.get(key);
        return new String(key, StandardCharsets.UTF_8);
    }

    private void skipValue(ValueType type) {
        switch (type) {
            case STRING -> skip(header.getLong());
            case ARRAY -> skipArray();
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, FLOAT32, BOOL, UINT64, INT64, FLOAT64 ->
                skip(type.leastBytes());
        }
    }

    private void skipArray() {
        ValueType type = readType();
        long length = header.getLong();
        if (type == ValueType.STRING) {
            for (long i = 0; i < length; i++) {
                skip(header.getLong());
            }
        } else {
            skip(length * type.leastBytes());
        }
    }

    private ValueType readType() {
        return ValueType.ofId(header.getInt()).orElseThrow();
    }

    private void skip(long bytes) {
        header.position(Math.toIntExact(header.position() + bytes));
    }
}
