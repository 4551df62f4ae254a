package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.gguf.GgmlType;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Q1_0: the mean magnitude of 128 weights, and a bit for each that is not below zero.
final class BitKernel extends LaneKernel {

    private static final int SIZE = GgmlType.Q1_0.blockSize();
    private static final BitPacking BITS = BitPacking.following(8, 1);

    private final float[] scale = new float[COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final int[] words = new int[SIZE / 32 * COUNT];

    BitKernel() {
        super(GgmlType.Q1_0);
    }

    @Override
    void encodeTile(int first) {
        FloatVector sum = constant(0f);
        for (int i = 0; i < SIZE; i++) {
            FloatVector value = floats(x, i);
            sum = sum.add(value.abs());
            VectorMask<Integer> positive = value.compare(VectorOperators.GE, 0f).cast(INTS);
            IntVector.zero(INTS).blend(1, positive).intoArray(levels, i * COUNT);
        }
        sum.div(SIZE).intoArray(scale, 0);
        BITS.pack(levels, 0, words, 0, SIZE / 32);
        putHalves(0, scale);
        putWords(2, words, SIZE / 32);
    }
}
