package dev.kennel.llama;

import java.lang.foreign.MemorySegment;

import dev.kennel.gguf.GgmlType;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// A tensor of the graph that a context computes, valid while it does.
final class GraphTensor {

    private static final long NAME = Layouts.offset(Layouts.TENSOR, "name");

    private final MemorySegment handle;

    GraphTensor(MemorySegment address) {
        this.handle = address.reinterpret(Layouts.TENSOR.byteSize());
    }

    MemorySegment handle() {
        return handle;
    }

    /// Without what a scheduler puts around it: `CUDA0#blk.0.attn_q.weight#0`.
    String name() {
        String name = handle.getString(NAME);
        int from = name.indexOf('#');
        if (from < 0) {
            return name;
        }
        int to = name.indexOf('#', from + 1);
        return name.substring(from + 1, to < 0 ? name.length() : to);
    }

    int operation() {
        return handle.get(JAVA_INT, Layouts.offset(Layouts.TENSOR, "op"));
    }

    boolean isFloat() {
        return handle.get(JAVA_INT, Layouts.offset(Layouts.TENSOR, "type")) == GgmlType.F32.id();
    }

    GraphTensor source(int index) {
        return new GraphTensor(handle.get(ADDRESS, Layouts.offset(Layouts.TENSOR, "src") + index * ADDRESS.byteSize()));
    }

    /// Elements along a dimension, the row's first.
    long extent(int dimension) {
        return handle.get(JAVA_LONG, Layouts.offset(Layouts.TENSOR, "ne") + dimension * JAVA_LONG.byteSize());
    }

    /// Bytes from one element to the next along a dimension.
    long stride(int dimension) {
        return handle.get(JAVA_LONG, Layouts.offset(Layouts.TENSOR, "nb") + dimension * JAVA_LONG.byteSize());
    }

    long rows() {
        return extent(1) * extent(2) * extent(3);
    }
}
