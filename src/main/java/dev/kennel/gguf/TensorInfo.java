package dev.kennel.gguf;

import java.util.List;
import java.util.stream.Collectors;

/// What a GGUF header says of a tensor.
///
/// @param name at most 63 bytes of UTF-8
/// @param shape in ggml's order: `shape[0]` is the length of a row; one to four dimensions, none of them 0
/// @param type how a row is encoded; its block size divides the row
/// @param offset from the start of the data section of the file that holds it, in bytes
public record TensorInfo(String name, List<Long> shape, GgmlType type, long offset) {

    /// @throws ArithmeticException when the number of elements or bytes does not fit 63 bits
    public TensorInfo {
        shape = List.copyOf(shape);
        if (shape.isEmpty() || shape.stream().anyMatch(dimension -> dimension < 1)) {
            throw new IllegalArgumentException("the shape of " + name + " is " + shape + ", with nothing in it");
        }
        if (!type.divides(shape.getFirst())) {
            throw new IllegalArgumentException("the rows of " + name + " have " + shape.getFirst()
                    + " weights, no whole number of blocks of " + type.ggmlName());
        }
        type.bytes(product(shape));
    }

    public long rowLength() {
        return shape.getFirst();
    }

    public long rows() {
        return elements() / rowLength();
    }

    public long elements() {
        return product(shape);
    }

    /// Bytes of a row.
    public long rowBytes() {
        return type.bytes(rowLength());
    }

    /// Bytes of the data, padding not counted.
    public long bytes() {
        return type.bytes(elements());
    }

    /// The extent of a dimension, 1 where the shape has none: `dimension(2)` is the number of stacked experts.
    public long dimension(int index) {
        return index < shape.size() ? shape.get(index) : 1;
    }

    /// `2048 × 512 × 256`.
    public String shapeText() {
        return shape.stream().map(String::valueOf).collect(Collectors.joining(" × "));
    }

    private static long product(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
