package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Iq4Codebook;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Finds the scale by which a group of 32 weights is near to values of the [Iq4Codebook]: tries inverse
/// scales around the one that takes the farthest weight to the least value.
final class CodebookSearch {

    private static final int SIZE = 32;
    private static final int TRIALS = 7;
    private static final int FIRST = -TRIALS - 1;
    private static final float LEAST_MAGNITUDE = 1e-15f;

    private final float[] farthest = new float[COUNT];
    private final float[] inverse = new float[COUNT];
    private final float[] scale = new float[COUNT];
    private final float[] quality = new float[COUNT];
    private final float[] sumXQ = new float[COUNT];
    private final float[] sumQQ = new float[COUNT];

    /// Searches a group, in lane layout throughout.
    ///
    /// @param w the weights' weights
    /// @param from the group's first weight
    /// @param scales where the scale goes, at `slot`; 0 for a group of zeros
    void run(float[] x, float[] w, int from, float[] scales, int slot) {
        Extremes.farthest(x, from, SIZE).intoArray(farthest, 0);
        for (int trial = FIRST; trial <= TRIALS; trial++) {
            inverse(trial);
            sums(x, w, from);
            if (trial == FIRST) {
                first();
            } else {
                keepBetter();
            }
        }
        VectorMask<Float> zero = floats(farthest, 0).abs().compare(VectorOperators.LT, LEAST_MAGNITUDE);
        floats(scale, 0).blend(0f, zero).intoArray(scales, slot * COUNT);
    }

    /// The first takes another way to what the middle one is nearly.
    private void inverse(int trial) {
        FloatVector far = floats(farthest, 0);
        FloatVector factor = trial == FIRST
                ? constant(1f).div(far.neg().div(Iq4Codebook.LEAST))
                : constant(trial + Iq4Codebook.LEAST).div(far);
        factor.intoArray(inverse, 0);
    }

    private void sums(float[] x, float[] w, int from) {
        FloatVector factor = floats(inverse, 0);
        FloatVector xq = constant(0f);
        FloatVector qq = constant(0f);
        for (int i = from; i < from + SIZE; i++) {
            FloatVector value = floats(x, i);
            FloatVector near = Iq4Codebook.value(factor.mul(value));
            FloatVector product = floats(w, i).mul(near);
            xq = xq.add(product.mul(value));
            qq = qq.add(product.mul(near));
        }
        xq.intoArray(sumXQ, 0);
        qq.intoArray(sumQQ, 0);
    }

    private void first() {
        FloatVector xq = floats(sumXQ, 0);
        FloatVector fitted = Lanes.ratio(xq, floats(sumQQ, 0));
        fitted.intoArray(scale, 0);
        fitted.mul(xq).intoArray(quality, 0);
    }

    private void keepBetter() {
        FloatVector xq = floats(sumXQ, 0);
        FloatVector qq = floats(sumQQ, 0);
        VectorMask<Float> better = xq.mul(xq)
                .compare(VectorOperators.GT, floats(quality, 0).mul(qq))
                .and(qq.compare(VectorOperators.GT, 0f));
        if (better.anyTrue()) {
            FloatVector fitted = xq.div(qq);
            floats(scale, 0).blend(fitted, better).intoArray(scale, 0);
            floats(quality, 0).blend(fitted.mul(xq), better).intoArray(quality, 0);
        }
    }
}
