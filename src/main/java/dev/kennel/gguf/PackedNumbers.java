package dev.kennel.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/// An array of numbers, kept as its bytes in the file.
final class PackedNumbers {

    private PackedNumbers() {}

    static List<Long> ints(ValueType type, byte[] bytes) {
        ByteBuffer packed = littleEndian(bytes);
        return switch (type) {
            case UINT8 -> new Packed<>(bytes.length, index -> packed.get(index) & 0xffL);
            case INT8, BOOL -> new Packed<>(bytes.length, index -> (long) packed.get(index));
            case UINT16 -> new Packed<>(bytes.length / 2, index -> packed.getShort(2 * index) & 0xffffL);
            case INT16 -> new Packed<>(bytes.length / 2, index -> (long) packed.getShort(2 * index));
            case UINT32 -> new Packed<>(bytes.length / 4, index -> packed.getInt(4 * index) & 0xffffffffL);
            case INT32 -> new Packed<>(bytes.length / 4, index -> (long) packed.getInt(4 * index));
            case UINT64, INT64 -> new Packed<>(bytes.length / 8, index -> packed.getLong(8 * index));
            case FLOAT32, FLOAT64, STRING, ARRAY -> throw new IllegalArgumentException(type + " is no whole number");
        };
    }

    static List<Double> reals(ValueType type, byte[] bytes) {
        ByteBuffer packed = littleEndian(bytes);
        return type == ValueType.FLOAT32
                ? new Packed<>(bytes.length / 4, index -> (double) packed.getFloat(4 * index))
                : new Packed<>(bytes.length / 8, index -> packed.getDouble(8 * index));
    }

    static List<Boolean> bools(byte[] bytes) {
        return new Packed<>(bytes.length, index -> bytes[index] != 0);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private interface Element<T> {
        T at(int index);
    }

    private static final class Packed<T> extends AbstractList<T> implements RandomAccess {

        private final int size;
        private final Element<T> element;

        Packed(int size, Element<T> element) {
            this.size = size;
            this.element = element;
        }

        @Override
        public T get(int index) {
            return element.at(Objects.checkIndex(index, size));
        }

        @Override
        public int size() {
            return size;
        }
    }
}
