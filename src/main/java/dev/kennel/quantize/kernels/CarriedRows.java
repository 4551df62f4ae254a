package dev.kennel.quantize.kernels;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;

/// Rows that are encoded to several types and carried to the device once, with the first. They have a lane to
/// themselves while the work lasts that [KernelRows#carry] gave them to.
public final class CarriedRows {

    private final KernelRows device;
    private final Lane lane;
    private final SourceRows rows;
    private final int rowLength;
    private boolean carried;

    CarriedRows(KernelRows device, Lane lane, SourceRows rows, int rowLength) {
        this.device = device;
        this.lane = lane;
        this.rows = rows;
        this.rowLength = rowLength;
    }

    /// [KernelRows#encode(GgmlType, SourceRows, int, Optional, ByteBuffer)] of these rows. After a failure they are of
    /// no use.
    public void encode(GgmlType type, Optional<FloatBuffer> weights, ByteBuffer target) {
        KernelRows.requireFit(type, rows.count(), rowLength, target);
        Program program = device.program(type, weights.isPresent());
        if (!carried) {
            lane.carryUp(rows, device.widening(rows.type()), rowLength, KernelRows.MOST_WEIGHTS);
            carried = true;
        }
        lane.encode(program, rows.count(), rowLength, weights, target);
    }
}
