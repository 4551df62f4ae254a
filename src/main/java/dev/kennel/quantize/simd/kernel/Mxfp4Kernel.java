package dev.kennel.quantize.simd.kernel;

import dev.kennel.gguf.GgmlType;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import static dev.kennel.quantize.simd.kernel.Lanes.COUNT;
import static dev.kennel.quantize.simd.kernel.Lanes.INTS;
import static dev.kennel.quantize.simd.kernel.Lanes.constant;
import static dev.kennel.quantize.simd.kernel.Lanes.floats;

/// MXFP4: the exponent of 32 weights in a byte, and floats of four bits: three of magnitude, one of sign.
final class Mxfp4Kernel extends LaneKernel {

    private static final int SIZE = GgmlType.MXFP4.blockSize();
    private static final BitPacking NIBBLES = BitPacking.apart(16, 2, 4);

    /// Of the format's floats, doubled.
    private static final int[] MAGNITUDES = {0, 1, 2, 3, 4, 6, 8, 12};

    private static final int SIGN = 8;

    private final float[] most = new float[COUNT];
    private final float[] unit = new float[COUNT];
    private final int[] exponents = new int[COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final int[] words = new int[SIZE / 8 * COUNT];

    Mxfp4Kernel() {
        super(GgmlType.MXFP4);
    }

    @Override
    void encodeTile(int first) {
        Extremes.largestMagnitude(x, SIZE).intoArray(most, 0);
        for (int lane = 0; lane < COUNT; lane++) {
            exponents[lane] = Mxfp4Exponent.of(most[lane]);
            unit[lane] = Mxfp4Exponent.halfUnit(exponents[lane]);
        }
        FloatVector d = floats(unit, 0);
        for (int i = 0; i < SIZE; i++) {
            nearest(floats(x, i), d).intoArray(levels, i * COUNT);
        }
        NIBBLES.pack(levels, 0, words, 0, SIZE / 8);
        putBytes(0, exponents, 0);
        putWords(1, words, SIZE / 8);
    }

    /// Of equally near magnitudes the lower; zero has no sign.
    private static IntVector nearest(FloatVector value, FloatVector unit) {
        FloatVector magnitude = value.abs();
        FloatVector error = magnitude;
        IntVector index = IntVector.zero(INTS);
        for (int i = 1; i < MAGNITUDES.length; i++) {
            FloatVector trial = unit.mul(MAGNITUDES[i]).sub(magnitude).abs();
            VectorMask<Float> nearer = trial.compare(VectorOperators.LT, error);
            error = error.blend(trial, nearer);
            index = index.blend(i, nearer.cast(INTS));
        }
        VectorMask<Integer> negative =
                value.compare(VectorOperators.LT, constant(0f)).cast(INTS).and(index.compare(VectorOperators.GT, 0));
        return index.add(SIGN, negative);
    }
}
