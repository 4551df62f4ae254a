package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Scratch;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Finds, for a group of weights, levels `-half..half-1` and a scale, so that `scale * level` is near: tries
/// inverse scales around the one that takes the farthest weight to `-half`. Serves Q4_0, Q5_0, Q3_K and Q6_K.
///
/// Weights are finite. An inverse scale times a weight is below `half + 1` then; where it is not finite, the farthest
/// weight is so near to zero that the group is one of zeros.
final class SymmetricSearch {

    private static final float LEAST_MAGNITUDE = 1e-15f;

    /// Trials after the first, as steps from it.
    private static final int[] STEPS = {-9, -8, -7, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    private final int count;
    private final int half;
    private final float[] farthest = new float[COUNT];

    /// The group's weights, their weights, and the products of both.
    private final Scratch x;

    private final Scratch w;
    private final Scratch products;

    /// Of each trial its inverse scale, the sum of weighted products of weights and levels, and that of the levels'
    /// weighted squares.
    private final float[] inverses = new float[STEPS.length * COUNT];

    private final float[] sumsXL = new float[STEPS.length * COUNT];
    private final float[] sumsLL = new float[STEPS.length * COUNT];

    /// Of the best trial.
    private final float[] inverse = new float[COUNT];

    private final float[] scale = new float[COUNT];
    private final float[] quality = new float[COUNT];

    /// @param count weights in a group
    SymmetricSearch(int count, int half) {
        this.count = count;
        this.half = half;
        this.x = new Scratch(count);
        this.w = new Scratch(count);
        this.products = new Scratch(count);
    }

    /// Searches a group, in lane layout throughout.
    ///
    /// @param w the weights' weights
    /// @param from the group's first weight
    /// @param levels where the levels go, at `from`, `half` added; all zero, with scale 0, for a group of zeros
    /// @param scales where the scale goes, at `slot`
    void run(float[] x, float[] w, int from, int[] levels, float[] scales, int slot) {
        Extremes.farthest(x, from, count).intoArray(farthest, 0);
        this.x.copy(x, from, count);
        this.w.copy(w, from, count);
        first();
        for (int trial = 0; trial < STEPS.length; trial += 2) {
            tryTwo(trial);
        }
        keepBest();
        finish(x, from, levels, scales, slot);
    }

    private void first() {
        FloatVector factor = constant(-half).div(floats(farthest, 0));
        FloatVector xl = constant(0f);
        FloatVector ll = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = x.get(i);
            FloatVector weight = w.get(i);
            FloatVector product = weight.mul(value);
            products.put(i, product);
            FloatVector level = Lanes.nearLevel(factor.mul(value), -half, half - 1);
            xl = xl.add(product.mul(level));
            ll = ll.add(weight.mul(level).mul(level));
        }
        FloatVector fitted = xl.div(ll).blend(0f, ll.compare(VectorOperators.EQ, 0f));
        fitted.intoArray(scale, 0);
        fitted.mul(xl).intoArray(quality, 0);
        factor.intoArray(inverse, 0);
    }

    /// Two at once wait less for their sums.
    private void tryTwo(int trial) {
        FloatVector factor = constant(-(half + 0.1f * STEPS[trial])).div(floats(farthest, 0));
        FloatVector otherFactor = constant(-(half + 0.1f * STEPS[trial + 1])).div(floats(farthest, 0));
        FloatVector xl = constant(0f);
        FloatVector ll = constant(0f);
        FloatVector otherXL = constant(0f);
        FloatVector otherLL = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = x.get(i);
            FloatVector weight = w.get(i);
            FloatVector product = products.get(i);
            FloatVector level = Lanes.nearLevel(factor.mul(value), -half, half - 1);
            FloatVector otherLevel = Lanes.nearLevel(otherFactor.mul(value), -half, half - 1);
            xl = xl.add(product.mul(level));
            ll = ll.add(weight.mul(level).mul(level));
            otherXL = otherXL.add(product.mul(otherLevel));
            otherLL = otherLL.add(weight.mul(otherLevel).mul(otherLevel));
        }
        int at = trial * COUNT;
        factor.intoArray(inverses, at);
        xl.intoArray(sumsXL, at);
        ll.intoArray(sumsLL, at);
        otherFactor.intoArray(inverses, at + COUNT);
        otherXL.intoArray(sumsXL, at + COUNT);
        otherLL.intoArray(sumsLL, at + COUNT);
    }

    private void keepBest() {
        FloatVector bestInverse = floats(inverse, 0);
        FloatVector bestScale = floats(scale, 0);
        FloatVector best = floats(quality, 0);
        for (int trial = 0; trial < STEPS.length; trial++) {
            FloatVector xl = floats(sumsXL, trial);
            FloatVector ll = floats(sumsLL, trial);
            VectorMask<Float> better =
                    xl.mul(xl).compare(VectorOperators.GT, best.mul(ll)).and(ll.compare(VectorOperators.GT, 0f));
            FloatVector fitted = xl.div(ll);
            bestScale = bestScale.blend(fitted, better);
            best = best.blend(fitted.mul(xl), better);
            bestInverse = bestInverse.blend(floats(inverses, trial), better);
        }
        bestScale.intoArray(scale, 0);
        bestInverse.intoArray(inverse, 0);
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
