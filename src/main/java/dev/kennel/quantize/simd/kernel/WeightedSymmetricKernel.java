package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import dev.kennel.gguf.GgmlType;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// Q4_0 and Q5_0 with importance weights.
final class WeightedSymmetricKernel extends LaneKernel {

    private static final int SIZE = 32;

    private final RowVariance rowVariance = new RowVariance();
    private final Weighting weighting = new Weighting(SIZE);
    private final SymmetricSearch search;
    private final float[] variance = new float[COUNT];
    private final float[] scale = new float[COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final Packed32 packed;

    WeightedSymmetricKernel(GgmlType type, int bits) {
        super(type);
        this.search = new SymmetricSearch(1, SIZE, 1 << (bits - 1));
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
        search.run(x, weighting.w, scale);
        search.levels(x, 0, levels);
        putHalves(0, scale);
        packed.put(levels, this, 2);
    }
}
