package dev.kennel.quantize.simd.lane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import static dev.kennel.quantize.simd.lane.Lanes.INTS;

/// The floats of four bits of MXFP4.
public final class Mxfp4Codebook {

    /// Of the format's floats, doubled.
    private static final int[] MAGNITUDES = {0, 1, 2, 3, 4, 6, 8, 12};

    private static final int SIGN = 8;

    private Mxfp4Codebook() {}

    /// Of equally near magnitudes the lower; zero has no sign.
    public static IntVector index(FloatVector value, FloatVector unit) {
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
                value.compare(VectorOperators.LT, 0f).cast(INTS).and(index.compare(VectorOperators.GT, 0));
        return index.add(SIGN, negative);
    }
}
