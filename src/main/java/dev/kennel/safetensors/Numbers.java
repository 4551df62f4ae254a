package dev.kennel.safetensors;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Types of tensors that are read here.
enum Numbers {
    F32(Float.BYTES) {
        @Override
        float get(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    },
    F16(Short.BYTES) {
        @Override
        float get(ByteBuffer bytes) {
            return Float.float16ToFloat(bytes.getShort());
        }
    },
    BF16(Short.BYTES) {
        @Override
        float get(ByteBuffer bytes) {
            return Float.intBitsToFloat(bytes.getShort() << 16);
        }
    };

    private static final Set<String> OF_EIGHT = Set.of("F64", "I64", "U64", "C64");
    private static final Set<String> OF_FOUR = Set.of("I32", "U32");
    private static final Set<String> OF_TWO = Set.of("I16", "U16");
    private static final Set<String> OF_ONE = Set.of("BOOL", "U8", "I8", "F8_E4M3", "F8_E5M2", "F8_E8M0");

    private final int size;

    Numbers(int size) {
        this.size = size;
    }

    /// Bytes of a number.
    int size() {
        return size;
    }

    /// The next number of little-endian bytes.
    abstract float get(ByteBuffer bytes);

    /// @return empty for a type that is not read here
    static Optional<Numbers> of(String type) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(type))
                .findFirst();
    }

    /// Bytes of a number of any type that the format has.
    ///
    /// @return empty for those of less than a byte, and what is unknown
    static OptionalInt size(String type) {
        if (OF_EIGHT.contains(type)) {
            return OptionalInt.of(8);
        }
        if (OF_FOUR.contains(type)) {
            return OptionalInt.of(4);
        }
        if (OF_TWO.contains(type)) {
            return OptionalInt.of(2);
        }
        if (OF_ONE.contains(type)) {
            return OptionalInt.of(1);
        }
        return of(type).map(known -> OptionalInt.of(known.size)).orElse(OptionalInt.empty());
    }
}
