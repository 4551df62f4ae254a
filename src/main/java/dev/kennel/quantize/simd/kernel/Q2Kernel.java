package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Q2_0: 64 levels -1 to 2, stored with 1 added, four a byte; the largest magnitude is 1.
final class Q2Kernel extends LaneKernel {

    private static final int SIZE = GgmlType.Q2_0.blockSize();
    private static final BitPacking CRUMBS = BitPacking.following(4, 2);

    private final float[] scale = new float[COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final int[] words = new int[SIZE / 16 * COUNT];

    Q2Kernel() {
        super(GgmlType.Q2_0);
    }

    @Override
    void encodeTile(int first) {
        FloatVector d = Extremes.largestMagnitude(x, SIZE);
        d.intoArray(scale, 0);
        FloatVector inverse = Lanes.inverse(d);
        for (int i = 0; i < SIZE; i++) {
            Lanes.roundAway(floats(x, i).mul(inverse)).add(1).max(0).min(3).intoArray(levels, i * COUNT);
        }
        CRUMBS.pack(levels, 0, words, 0, SIZE / 16);
        putHalves(0, scale);
        putWords(2, words, SIZE / 16);
    }
}
