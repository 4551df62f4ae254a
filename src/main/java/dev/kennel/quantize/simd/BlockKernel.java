package dev.kennel.quantize.simd;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/// Encodes rows of one type, with or without importance weights. It holds its scratch: one thread at a time.
public interface BlockKernel {

    /// @param rows whole rows, between position and limit, in native byte order
    /// @param rowLength weights in a row
    /// @param importance one value a column; ignored by kernels made without
    /// @param target little-endian; the first block goes to its position
    void encode(FloatBuffer rows, int rowLength, FloatBuffer importance, ByteBuffer target);
}
