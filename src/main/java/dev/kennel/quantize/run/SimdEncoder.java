package dev.kennel.quantize.run;

import java.nio.ByteBuffer;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.simd.SimdRows;
import dev.kennel.quantize.simd.VectorWidth;

/// Java's Vector API, a block in each lane.
final class SimdEncoder implements TensorEncoder {

    private final SimdRows rows;

    /// @param ggml knows the grids of some types
    SimdEncoder(VectorWidth width, RowEncoder ggml) {
        this.rows = new SimdRows(width, ggml);
    }

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public boolean supports(GgmlType type) {
        return rows.supports(type);
    }

    @Override
    public void prepare(GgmlType type) {}

    @Override
    public void encode(GgmlType type, FloatRows source, ByteBuffer target) {
        rows.encode(type, source.values(), source.rowLength(), source.importance(), target);
    }
}
