package dev.kennel.gguf;

import java.util.Optional;

/// The type of a metadata value, with the number that stands in the file (GGUF versions 2 and 3).
public enum ValueType {
    UINT8(0, 1),
    INT8(1, 1),
    UINT16(2, 2),
    INT16(3, 2),
    UINT32(4, 4),
    INT32(5, 4),
    FLOAT32(6, 4),
    BOOL(7, 1),
    STRING(8, 8),
    ARRAY(9, 12),
    UINT64(10, 8),
    INT64(11, 8),
    FLOAT64(12, 8);

    private final int id;
    private final int leastBytes;

    ValueType(int id, int leastBytes) {
        this.id = id;
        this.leastBytes = leastBytes;
    }

    /// The number that stands in the file.
    public int id() {
        return id;
    }

    /// The fewest bytes a value takes in the file; exactly so many unless it is a string or an array.
    public int leastBytes() {
        return leastBytes;
    }

    public static Optional<ValueType> ofId(int id) {
        for (ValueType type : values()) {
            if (type.id == id) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
