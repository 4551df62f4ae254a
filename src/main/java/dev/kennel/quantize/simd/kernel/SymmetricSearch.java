package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Finds, for a group of weights, levels `-half..half-1` and a scale, so that `scale * level` is near: tries
/// inverse scales around the one that takes the farthest weight to `-half`. Serves Q4_0, Q5_0, Q3_K and Q6_K.
final class SymmetricSearch {

    private static final float LEAST_MAGNITUDE = 1e-15f;

    private final int count;
    private final int half;
    private final float[] farthest = new float[COUNT];
    private final float[] inverse = new float[COUNT];
    private final float[] scale = new float[COUNT];
    private final float[] quality = new float[COUNT];
    private final float[] trialInverse = new float[COUNT];
    private final float[] sumXL = new float[COUNT];
    private final float[] sumLL = new float[COUNT];

    /// @param count weights in a group
    SymmetricSearch(int count, int half) {
        this.count = count;
        this.half = half;
    }

    /// Searches a group, in lane layout throughout.
    ///
    /// @param w the weights' weights
    /// @param from the group's first weight
    /// @param levels where the levels go, at `from`, `half` added; all zero, with scale 0, for a group of zeros
    /// @param scales where the scale goes, at `slot`
    void run(float[] x, float[] w, int from, int[] levels, float[] scales, int slot) {
        Extremes.farthest(x, from, count).intoArray(farthest, 0);
        sums(x, w, from, -half);
        first();
        for (int step = -9; step <= 9; step++) {
            if (step != 0) {
                sums(x, w, from, -(half + 0.1f * step));
                keepBetter();
            }
        }
        finish(x, from, levels, scales, slot);
    }

    private void sums(float[] x, float[] w, int from, float numerator) {
        FloatVector factor = constant(numerator).div(floats(farthest, 0));
        FloatVector xl = constant(0f);
        FloatVector ll = constant(0f);
        for (int i = from; i < from + count; i++) {
            FloatVector value = floats(x, i);
            FloatVector weight = floats(w, i);
            FloatVector level = Lanes.level(factor.mul(value), -half, half - 1);
            xl = xl.add(weight.mul(value).mul(level));
            ll = ll.add(weight.mul(level).mul(level));
        }
        factor.intoArray(trialInverse, 0);
        xl.intoArray(sumXL, 0);
        ll.intoArray(sumLL, 0);
    }

    private void first() {
        FloatVector xl = floats(sumXL, 0);
        FloatVector ll = floats(sumLL, 0);
        FloatVector fitted = xl.div(ll).blend(0f, ll.compare(VectorOperators.EQ, 0f));
        fitted.intoArray(scale, 0);
        fitted.mul(xl).intoArray(quality, 0);
        floats(trialInverse, 0).intoArray(inverse, 0);
    }

    private void keepBetter() {
        FloatVector xl = floats(sumXL, 0);
        FloatVector ll = floats(sumLL, 0);
        VectorMask<Float> better = xl.mul(xl)
                .compare(VectorOperators.GT, floats(quality, 0).mul(ll))
                .and(ll.compare(VectorOperators.GT, 0f));
        if (!better.anyTrue()) {
            return;
        }
        FloatVector fitted = xl.div(ll);
        floats(scale, 0).blend(fitted, better).intoArray(scale, 0);
        floats(quality, 0).blend(fitted.mul(xl), better).intoArray(quality, 0);
        floats(inverse, 0).blend(floats(trialInverse, 0), better).intoArray(inverse, 0);
    }

    private void finish(float[] x, int from, int[] levels, float[] scales, int slot) {
        VectorMask<Float> zero = floats(farthest, 0).abs().compare(VectorOperators.LT, LEAST_MAGNITUDE);
        floats(scale, 0).blend(0f, zero).intoArray(scales, slot * COUNT);
        VectorMask<Integer> none = zero.cast(INTS);
        FloatVector factor = floats(inverse, 0);
        for (int i = from; i < from + count; i++) {
            IntVector level = Lanes.nearest(factor.mul(floats(x, i)), -half, half - 1);
            level.add(half).blend(0, none).intoArray(levels, i * COUNT);
        }
    }
}
