package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Q8_0: 32 signed bytes, the largest of which is ±127, after their scale.
final class Q8Kernel extends LaneKernel {

    private static final int SIZE = GgmlType.Q8_0.blockSize();

    private final float[] scale = new float[COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final int[] words = new int[SIZE / 4 * COUNT];

    Q8Kernel() {
        super(GgmlType.Q8_0);
    }

    @Override
    void encodeTile(int first) {
        FloatVector d = Extremes.largestMagnitude(x, SIZE).div(127f);
        d.intoArray(scale, 0);
        FloatVector inverse = Lanes.inverse(d);
        for (int i = 0; i < SIZE; i++) {
            Lanes.roundAway(floats(x, i).mul(inverse)).intoArray(levels, i * COUNT);
        }
        BitPacking.BYTES.pack(levels, 0, words, 0, SIZE / 4);
        putHalves(0, scale);
        putWords(2, words, SIZE / 4);
    }
}
