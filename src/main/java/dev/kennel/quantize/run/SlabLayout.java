package dev.kennel.quantize.run;

import java.util.ArrayList;
import java.util.List;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.worker.TaskFailure;

/// How a slab's memory is divided while one tensor is encoded: source rows, their floats (the same rows when the source
/// is F32), and the rows of each encoding. Every part starts at a multiple of 64 bytes.
///
/// @param rowsPerSlab at least one
/// @param floatOffset where the floats begin
/// @param unitOffsets where each unit's rows begin; a copied unit has the source's
/// @param bytes all together
record SlabLayout(long rowsPerSlab, long floatOffset, List<Long> unitOffsets, long bytes) {

    private static final long ALIGNMENT = 64;

    /// A buffer holds less than 2 GiB.
    private static final long MOST_BYTES = 1L << 30;

    /// As many rows as fit into `slabBytes` and 1 GiB, or all of the tensor's, or one.
    ///
    /// @throws TaskFailure when not even one fits into a buffer
    static SlabLayout of(TensorWork tensor, long slabBytes) throws TaskFailure {
        if (bytesPerRow(tensor) + padding(tensor) > Integer.MAX_VALUE) {
            throw new TaskFailure(
                    ("A row of the tensor %s has %d weights and takes %d bytes with its encodings; Kennel encodes rows that"
                                    + " take less than 2 GiB. Use another source, or fewer recipes at a time.")
                            .formatted(tensor.name(), tensor.shape().getFirst(), bytesPerRow(tensor)));
        }
        long rows = Math.ceilDiv(tensor.bytes(), rowBytes(tensor.type(), tensor));
        long fitting = (Math.min(slabBytes, MOST_BYTES) - padding(tensor)) / bytesPerRow(tensor);
        return of(tensor, Math.clamp(fitting, 1, rows), tensor.type() == GgmlType.F32);
    }

    private static SlabLayout of(TensorWork tensor, long rows, boolean sourceIsFloat) {
        long end = aligned(rows * rowBytes(tensor.type(), tensor));
        long floatOffset = sourceIsFloat ? 0 : end;
        if (needsFloats(tensor)) {
            end = aligned(end + rows * rowBytes(GgmlType.F32, tensor));
        }
        List<Long> unitOffsets = new ArrayList<>();
        for (UnitWork unit : tensor.units()) {
            boolean copied = unit.type() == tensor.type();
            unitOffsets.add(copied ? 0 : end);
            end = copied ? end : aligned(end + rows * rowBytes(unit.type(), tensor));
        }
        return new SlabLayout(rows, floatOffset, List.copyOf(unitOffsets), end);
    }

    private static boolean needsFloats(TensorWork tensor) {
        return tensor.type() != GgmlType.F32 && tensor.units().stream().anyMatch(unit -> unit.type() != tensor.type());
    }

    private static long bytesPerRow(TensorWork tensor) {
        long bytes = rowBytes(tensor.type(), tensor);
        if (needsFloats(tensor)) {
            bytes += rowBytes(GgmlType.F32, tensor);
        }
        for (UnitWork unit : tensor.units()) {
            bytes += unit.type() == tensor.type() ? 0 : rowBytes(unit.type(), tensor);
        }
        return bytes;
    }

    private static long padding(TensorWork tensor) {
        return ALIGNMENT * (2 + tensor.units().size());
    }

    private static long rowBytes(GgmlType type, TensorWork tensor) {
        return type.bytes(tensor.shape().getFirst());
    }

    private static long aligned(long bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }
}
