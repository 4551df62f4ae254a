package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.simd.SimdRows;
import dev.kennel.quantize.simd.VectorWidth;

/// Java's Vector API, a block in each lane.
final class SimdEncoder implements TensorEncoder {

    /// ggml needs tables for these that take long to build.
    private static final Set<GgmlType> GRIDS = EnumSet.of(
            GgmlType.IQ1_S,
            GgmlType.IQ1_M,
            GgmlType.IQ2_XXS,
            GgmlType.IQ2_XS,
            GgmlType.IQ2_S,
            GgmlType.IQ3_XXS,
            GgmlType.IQ3_S);

    private final VectorWidth width;
    private final SimdRows rows;
    private final Optional<TensorEncoder> whileCold;

    private SimdEncoder(VectorWidth width, RowEncoder ggml, Optional<TensorEncoder> whileCold) {
        this.width = width;
        this.rows = new SimdRows(width, ggml::widen);
        this.whileCold = whileCold;
    }

    /// Encodes all rows.
    ///
    /// @param ggml knows the grids of some types
    static SimdEncoder alone(VectorWidth width, RowEncoder ggml) {
        return new SimdEncoder(width, ggml, Optional.empty());
    }

    /// Lets ggml help until the vectors are fast.
    static SimdEncoder helpedBy(RowEncoder ggml, VectorWidth width) {
        return new SimdEncoder(width, ggml, Optional.of(new GgmlEncoder(ggml)));
    }

    VectorWidth width() {
        return width;
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
    public TensorEncoder inUse(GgmlType type) {
        return GRIDS.contains(type)
                ? this
                : whileCold
                        .<TensorEncoder>map(ggml -> new WarmingEncoder(this, ggml))
                        .orElse(this);
    }

    @Override
    public void encode(GgmlType type, FloatRows source, ByteBuffer target) {
        rows.encode(type, source.values(), source.rowLength(), source.importance(), target);
    }
}
