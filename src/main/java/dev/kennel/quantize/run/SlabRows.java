package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.kernels.SourceRows;

/// Some rows of a tensor in a slab's memory.
///
/// @param firstRow counted over all experts
/// @param floats not to be asked for when all units are copies
/// @param encodings one for each of the sweep's units, filled when the slab has been encoded
record SlabRows(
        TensorSweep sweep,
        long firstRow,
        long count,
        ByteBuffer source,
        SlabFloats floats,
        List<ByteBuffer> encodings) {

    /// All rows, as encoders take them, without importance weights.
    FloatRows rows() {
        GgmlType type = sweep.tensor().type();
        return new FloatRows(
                Math.toIntExact(count),
                Math.toIntExact(sweep.rowLength()),
                Optional.empty(),
                SourceRows.areWidened(type) ? Optional.of(new SourceRows(type, source)) : Optional.empty(),
                floats::get);
    }

    /// @param first row within the slab
    ByteBuffer source(int first, int count) {
        long rowBytes = sweep.tensor().type().bytes(sweep.rowLength());
        return source.slice(Math.toIntExact(first * rowBytes), Math.toIntExact(count * rowBytes));
    }

    /// Whether a unit's encoder does not take the rows as the source has them.
    boolean needsFloats() {
        GgmlType type = sweep.tensor().type();
        return type != GgmlType.F32 && !sweep.units().stream().allMatch(unit -> unit.takes(type));
    }

    boolean isLast() {
        long rowBytes = sweep.tensor().type().bytes(sweep.rowLength());
        return (firstRow + count) * rowBytes == sweep.tensor().bytes();
    }

    long encodedBytes() {
        return encodings.stream().mapToLong(ByteBuffer::remaining).sum();
    }
}
