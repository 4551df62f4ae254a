package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import dev.kennel.gguf.GgmlType;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Q4_1 and Q5_1 with importance weights.
final class WeightedAffineKernel extends LaneKernel {

    private static final int SIZE = 32;

    private final RowVariance rowVariance = new RowVariance();
    private final Weighting weighting = new Weighting(SIZE);
    private final AffineSearch search;
    private final float[] variance = new float[COUNT];
    private final float[] scale = new float[COUNT];
    private final float[] depth = new float[COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final Packed32 packed;

    WeightedAffineKernel(GgmlType type, int bits) {
        super(type);
        this.search = new AffineSearch(1, SIZE, AffineSearch.Trials.weighted((1 << bits) - 1));
        this.packed = new Packed32(bits);
    }

    @Override
    void start(FloatBuffer rows, int rowLength, FloatBuffer importance) {
        rowVariance.start(rows, rowLength, SIZE);
        weighting.start(importance);
    }

    @Override
    void encodeTile(int first) {
        rowVariance.load(first, variance);
        weighting.load(first);
        weighting.scale(x, variance);
        search.run(x, weighting.w, levels, scale, depth);
        floats(depth, 0).neg().intoArray(depth, 0);
        putHalves(0, scale);
        putHalves(2, depth);
        packed.put(levels, this, 4);
    }
}
