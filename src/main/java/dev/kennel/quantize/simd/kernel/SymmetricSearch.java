package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
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
/// An inverse scale times a finite weight is below `half + 1`; where it is not finite, the farthest weight is so near
/// to zero that the group is one of zeros. Scales of Q3_K's groups, the weights of another search, may be infinite:
/// then the first trial has levels of zero, and none is better.
final class SymmetricSearch {

    private static final float LEAST_MAGNITUDE = 1e-15f;

    /// Trials after the first, as steps of a tenth of a level from it; two are made at once.
    private static final int[] STEPS = {-9, -8, -7, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    /// Up to this step the farthest weight comes to 0.6 levels or more short of `-half`: no level is out of range.
    private static final int LAST_FREE = -6;

    /// Up to this step the farthest weight comes to 0.4 levels or less beyond `-half`: none is below that.
    private static final int LAST_TOPPED = 4;

    private final int groups;
    private final int count;
    private final int half;
    private final Scratch farthest;

    /// The group's weights, their weights, and the products of both.
    private final Scratch x;

    private final Scratch w;
    private final Scratch products;

    /// Of each trial its inverse scale, the sum of weighted products of weights and levels, and that of the levels'
    /// weighted squares.
    private final Scratch inverses = new Scratch(STEPS.length);

    private final Scratch sumsXL = new Scratch(STEPS.length);
    private final Scratch sumsLL = new Scratch(STEPS.length);

    /// Of the best trial.
    private final Scratch inverse = new Scratch(1);

    private final Scratch scale = new Scratch(1);
    private final Scratch quality = new Scratch(1);

    /// Of each group the best trial's inverse scale.
    private final Scratch found;

    /// @param groups in a tile
    /// @param count weights in a group
    SymmetricSearch(int groups, int count, int half) {
        this.groups = groups;
        this.farthest = new Scratch(groups);
        this.found = new Scratch(groups);
        this.count = count;
        this.half = half;
        this.x = new Scratch(count);
        this.w = new Scratch(count);
        this.products = new Scratch(count);
    }

    /// Searches the groups of a tile, in lane layout throughout.
    ///
    /// @param w the weights' weights
    /// @param scales where the scales go; 0 for a group of zeros
    void run(float[] x, float[] w, float[] scales) {
        measure(x);
        for (int group = 0; group < groups; group++) {
            first(x, w, group);
            tryAll(group);
            keepBest();
            finish(group, scales);
        }
    }

    /// All groups at once wait less for their comparisons.
    private void measure(float[] x) {
        for (int group = 0; group < groups; group++) {
            farthest.put(group, Extremes.farthest(x, group * count, count));
        }
    }

    private void tryAll(int group) {
        for (int trial = 0; trial < STEPS.length; trial += 2) {
            int step = STEPS[trial + 1];
            if (step <= LAST_FREE) {
                tryFree(group, trial);
            } else if (step <= LAST_TOPPED) {
                tryTopped(group, trial);
            } else {
                tryBounded(group, trial);
            }
        }
    }

    private void first(float[] x, float[] w, int group) {
        int from = group * count;
        FloatVector factor = constant(-half).div(farthest.get(group));
        FloatVector xl = constant(0f);
        FloatVector ll = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = floats(x, from + i);
            FloatVector weight = floats(w, from + i);
            FloatVector product = weight.mul(value);
            this.x.put(i, value);
            this.w.put(i, weight);
            products.put(i, product);
            FloatVector level = Lanes.level(factor.mul(value), -half, half - 1);
            xl = xl.add(product.mul(level));
            ll = ll.add(weight.mul(level).mul(level));
        }
        FloatVector fitted = xl.div(ll).blend(0f, ll.compare(VectorOperators.EQ, 0f));
        scale.put(0, fitted);
        quality.put(0, fitted.mul(xl));
        inverse.put(0, factor);
    }

    /// Two trials at once wait less for their sums. [#tryTopped] and [#tryBounded] differ in what bounds levels only:
    /// C2 neither takes a choice of it as an argument nor out of the loop.
    private void tryFree(int group, int trial) {
        FloatVector factor = constant(-(half + 0.1f * STEPS[trial])).div(farthest.get(group));
        FloatVector otherFactor = constant(-(half + 0.1f * STEPS[trial + 1])).div(farthest.get(group));
        FloatVector xl = constant(0f);
        FloatVector ll = constant(0f);
        FloatVector otherXL = constant(0f);
        FloatVector otherLL = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = x.get(i);
            FloatVector weight = w.get(i);
            FloatVector product = products.get(i);
            FloatVector level = Lanes.nearLevel(factor.mul(value));
            FloatVector otherLevel = Lanes.nearLevel(otherFactor.mul(value));
            xl = xl.add(product.mul(level));
            ll = ll.add(weight.mul(level).mul(level));
            otherXL = otherXL.add(product.mul(otherLevel));
            otherLL = otherLL.add(weight.mul(otherLevel).mul(otherLevel));
        }
        inverses.put(trial, factor);
        sumsXL.put(trial, xl);
        sumsLL.put(trial, ll);
        inverses.put(trial + 1, otherFactor);
        sumsXL.put(trial + 1, otherXL);
        sumsLL.put(trial + 1, otherLL);
    }

    private void tryTopped(int group, int trial) {
        FloatVector factor = constant(-(half + 0.1f * STEPS[trial])).div(farthest.get(group));
        FloatVector otherFactor = constant(-(half + 0.1f * STEPS[trial + 1])).div(farthest.get(group));
        FloatVector xl = constant(0f);
        FloatVector ll = constant(0f);
        FloatVector otherXL = constant(0f);
        FloatVector otherLL = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = x.get(i);
            FloatVector weight = w.get(i);
            FloatVector product = products.get(i);
            FloatVector level = Lanes.nearLevel(factor.mul(value), half - 1);
            FloatVector otherLevel = Lanes.nearLevel(otherFactor.mul(value), half - 1);
            xl = xl.add(product.mul(level));
            ll = ll.add(weight.mul(level).mul(level));
            otherXL = otherXL.add(product.mul(otherLevel));
            otherLL = otherLL.add(weight.mul(otherLevel).mul(otherLevel));
        }
        inverses.put(trial, factor);
        sumsXL.put(trial, xl);
        sumsLL.put(trial, ll);
        inverses.put(trial + 1, otherFactor);
        sumsXL.put(trial + 1, otherXL);
        sumsLL.put(trial + 1, otherLL);
    }

    private void tryBounded(int group, int trial) {
        FloatVector factor = constant(-(half + 0.1f * STEPS[trial])).div(farthest.get(group));
        FloatVector otherFactor = constant(-(half + 0.1f * STEPS[trial + 1])).div(farthest.get(group));
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
        inverses.put(trial, factor);
        sumsXL.put(trial, xl);
        sumsLL.put(trial, ll);
        inverses.put(trial + 1, otherFactor);
        sumsXL.put(trial + 1, otherXL);
        sumsLL.put(trial + 1, otherLL);
    }

    private void keepBest() {
        FloatVector bestInverse = inverse.get(0);
        FloatVector bestScale = scale.get(0);
        FloatVector best = quality.get(0);
        for (int trial = 0; trial < STEPS.length; trial++) {
            FloatVector xl = sumsXL.get(trial);
            FloatVector ll = sumsLL.get(trial);
            VectorMask<Float> better =
                    xl.mul(xl).compare(VectorOperators.GT, best.mul(ll)).and(ll.compare(VectorOperators.GT, 0f));
            FloatVector fitted = xl.div(ll);
            bestScale = bestScale.blend(fitted, better);
            best = best.blend(fitted.mul(xl), better);
            bestInverse = bestInverse.blend(inverses.get(trial), better);
        }
        scale.put(0, bestScale);
        inverse.put(0, bestInverse);
    }

    private void finish(int group, float[] scales) {
        VectorMask<Float> zero = farthest.get(group).abs().compare(VectorOperators.LT, LEAST_MAGNITUDE);
        scale.get(0).blend(0f, zero).intoArray(scales, group * COUNT);
        found.put(group, inverse.get(0));
    }

    /// The levels of a group that was searched, in lane layout throughout.
    ///
    /// @param levels where the tile's levels go, `half` added; all zero for a group of zeros
    void levels(float[] x, int group, int[] levels) {
        int from = group * count;
        FloatVector factor = found.get(group);
        VectorMask<Integer> none = farthest.get(group)
                .abs()
                .compare(VectorOperators.LT, LEAST_MAGNITUDE)
                .cast(INTS);
        for (int i = from; i < from + count; i++) {
            Lanes.nearestFrom(factor.mul(floats(x, i)), -half, half - 1)
                    .blend(0, none)
                    .intoArray(levels, i * COUNT);
        }
    }
}
