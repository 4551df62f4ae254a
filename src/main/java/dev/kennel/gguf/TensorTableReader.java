package dev.kennel.gguf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static dev.kennel.gguf.HeaderInput.quoted;

/// Reads the tensor infos of a header and checks that their data lies end to end, as llama.cpp requires.
final class TensorTableReader {

    /// Length of the name, dimensions, one dimension, type, offset.
    private static final int LEAST_TENSOR_BYTES = 8 + 4 + 8 + 4 + 8;

    private final HeaderInput input;
    private final GgufLimits limits;

    TensorTableReader(HeaderInput input) {
        this.input = input;
        this.limits = input.limits();
    }

    int readCount() throws IOException {
        return input.readCount("tensor count", limits.tensors(), LEAST_TENSOR_BYTES);
    }

    List<TensorInfo> read(int count, int alignment) throws IOException {
        List<TensorInfo> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long expectedOffset = 0;
        for (int index = 0; index < count; index++) {
            long start = input.position();
            String field = "name of tensor " + index;
            String name = input.readName(field, GgufLimits.NAME_BYTES);
            if (!names.add(name)) {
                throw input.failure(
                        start, field, "%s stands in the file twice; ask its maker for a correct one", quoted(name));
            }
            TensorInfo tensor = readTensor(name, alignment, expectedOffset);
            tensors.add(tensor);
            expectedOffset = end(start, tensor, alignment);
        }
        return tensors;
    }

    private TensorInfo readTensor(String name, int alignment, long expectedOffset) throws IOException {
        long start = input.position();
        List<Long> shape = readShape(name);
        GgmlType type = readType(name, shape.getFirst());
        long offset = readOffset(name, alignment, expectedOffset);
        try {
            return new TensorInfo(name, shape, type, offset);
        } catch (ArithmeticException tooLarge) {
            throw input.failure(
                    start,
                    "shape of " + quoted(name),
                    "%s has a size that does not fit 63 bits; the file is damaged or hostile, fetch it again from a "
                            + "source you trust",
                    shape);
        }
    }

    private List<Long> readShape(String name) throws IOException {
        long start = input.position();
        String field = "dimensions of " + quoted(name);
        int dimensions = input.readInt(field);
        if (dimensions < 1 || dimensions > GgufLimits.DIMENSIONS) {
            throw input.failure(
                    start,
                    field,
                    "%s, but a tensor has 1 to %d; the file is damaged, fetch it again",
                    Integer.toUnsignedString(dimensions),
                    GgufLimits.DIMENSIONS);
        }
        List<Long> shape = new ArrayList<>();
        for (int index = 0; index < dimensions; index++) {
            shape.add(readDimension("dimension " + index + " of " + quoted(name)));
        }
        return shape;
    }

    private long readDimension(String field) throws IOException {
        long start = input.position();
        long extent = input.readLong(field);
        if (extent < 1 || extent > limits.dimension()) {
            throw input.failure(
                    start,
                    field,
                    "%s is not between 1 and %d; the file is damaged or hostile, fetch it again from a source you "
                            + "trust",
                    Long.toUnsignedString(extent),
                    limits.dimension());
        }
        return extent;
    }

    private GgmlType readType(String name, long rowLength) throws IOException {
        long start = input.position();
        String field = "type of " + quoted(name);
        int id = input.readInt(field);
        GgmlType type = GgmlType.ofId(id)
                .orElseThrow(() -> input.failure(
                        start,
                        field,
                        "%s is no tensor type that llama.cpp v0.5.0 reads; convert or quantize the model again",
                        Integer.toUnsignedString(id)));
        if (!type.divides(rowLength)) {
            throw input.failure(
                    start,
                    field,
                    "rows of %d weights are no whole number of %s blocks of %d; the file is damaged, fetch it again",
                    rowLength,
                    type.ggmlName(),
                    type.blockSize());
        }
        return type;
    }

    private long readOffset(String name, int alignment, long expected) throws IOException {
        long start = input.position();
        String field = "offset of " + quoted(name);
        long offset = input.readLong(field);
        if (offset != expected) {
            throw input.failure(
                    start,
                    field,
                    "%s %s; tensors must lie end to end, the next at %d: ask the file's maker for a correct one",
                    Long.toUnsignedString(offset),
                    misplacement(offset, alignment, expected),
                    expected);
        }
        return offset;
    }

    private static String misplacement(long offset, int alignment, long expected) {
        if (offset % alignment != 0) {
            return "is no multiple of the alignment, " + alignment;
        }
        return Long.compareUnsigned(offset, expected) < 0
                ? "overlaps the tensors before it"
                : "leaves a gap behind the tensor before it";
    }

    private long end(long start, TensorInfo tensor, int alignment) throws GgufFormatException {
        try {
            long end = GgufHeader.padded(Math.addExact(tensor.offset(), tensor.bytes()), alignment);
            Math.addExact(end, limits.headerBytes() + limits.alignment());
            return end;
        } catch (ArithmeticException tooLarge) {
            throw input.failure(
                    start,
                    "size of " + quoted(tensor.name()),
                    "with it the tensors' sizes add up to more than 63 bits hold; the file is damaged or hostile, "
                            + "fetch it again from a source you trust");
        }
    }
}
