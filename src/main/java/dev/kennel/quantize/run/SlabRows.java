package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/// Some rows of a tensor in a slab's memory.
///
/// @param firstRow counted over all experts
/// @param floats empty when all units are copies
/// @param encodings one for each of the sweep's units, filled when the slab has been encoded
record SlabRows(
        TensorSweep sweep,
        long firstRow,
        long count,
        ByteBuffer source,
        FloatBuffer floats,
        List<ByteBuffer> encodings) {

    boolean isLast() {
        long rowBytes = sweep.tensor().type().bytes(sweep.rowLength());
        return (firstRow + count) * rowBytes == sweep.tensor().bytes();
    }

    long encodedBytes() {
        return encodings.stream().mapToLong(ByteBuffer::remaining).sum();
    }
}
