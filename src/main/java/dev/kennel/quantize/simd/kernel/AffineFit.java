package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// The numbers of an [AffineSearch] of several groups, a vector for each: what is known of the groups, the best trial
/// and the present one, to whose levels scale and minimum are fitted by weighted least squares. What is summed up over
/// weights the search writes here.
final class AffineFit {

    /// Below it in magnitude, numbers are rounded to whole ones by `Lanes.nearLevel`.
    private static final float NEAR = 0x1p22f;

    private final int groups;

    /// Of each group its least and its largest weight, the sum of its weights' weights, and that of these times the
    /// weights.
    final float[] low;

    final float[] most;
    final float[] sumW;
    final float[] sumX;

    /// Of the best trial so far; levels come from an inverse scale and the minimum of the trial before.
    final float[] scale;

    final float[] min;
    final float[] levelInverse;
    final float[] levelMin;
    private final float[] error;

    /// Of the trial: the inverse scale, sums over its levels, what fits these best, and how far off that is.
    final float[] inverse;

    final float[] sumL;
    final float[] sumLL;
    final float[] sumXL;
    final float[] trialScale;
    final float[] trialMin;
    final float[] trialError;

    AffineFit(int groups) {
        this.groups = groups;
        this.low = number();
        this.most = number();
        this.sumW = number();
        this.sumX = number();
        this.scale = number();
        this.min = number();
        this.levelInverse = number();
        this.levelMin = number();
        this.error = number();
        this.inverse = number();
        this.sumL = number();
        this.sumLL = number();
        this.sumXL = number();
        this.trialScale = number();
        this.trialMin = number();
        this.trialError = number();
    }

    private float[] number() {
        return new float[groups * COUNT];
    }

    /// A group of one value gets scale 0 and levels 0 by itself: its inverse scale is infinite.
    void first(int top) {
        for (int group = 0; group < groups; group++) {
            int at = group * COUNT;
            FloatVector least = floats(min, group);
            FloatVector first = constant(top).div(floats(most, group).sub(least));
            first.intoArray(inverse, at);
            first.intoArray(levelInverse, at);
            least.intoArray(levelMin, at);
            constant(1f).div(first).intoArray(trialScale, at);
            least.intoArray(trialMin, at);
        }
    }

    void takeFirst() {
        for (int group = 0; group < groups; group++) {
            floats(trialScale, group).intoArray(scale, group * COUNT);
            floats(trialError, group).intoArray(error, group * COUNT);
        }
    }

    void invert(float numerator) {
        for (int group = 0; group < groups; group++) {
            constant(numerator).div(floats(most, group).sub(floats(min, group))).intoArray(inverse, group * COUNT);
        }
    }

    /// Whether the inverse scale leaves all weights of a group below [#NEAR]: the least of them is the farthest, the
    /// others go up to the levels' top.
    boolean isNear(int group) {
        FloatVector factor = floats(inverse, group);
        FloatVector least = floats(min, group);
        FloatVector farthest = factor.mul(floats(low, group).sub(least)).abs();
        return farthest.compare(VectorOperators.LT, NEAR)
                .and(factor.compare(VectorOperators.GT, 0f))
                .and(factor.compare(VectorOperators.LT, Float.POSITIVE_INFINITY))
                .allTrue();
    }

    /// Without a solution the trial's error is made NaN, which is better than none.
    void solve() {
        for (int group = 0; group < groups; group++) {
            FloatVector l = floats(sumL, group);
            FloatVector ll = floats(sumLL, group);
            FloatVector xl = floats(sumXL, group);
            FloatVector weights = floats(sumW, group);
            FloatVector products = floats(sumX, group);
            FloatVector determinant = weights.mul(ll).sub(l.mul(l));
            FloatVector slope = weights.mul(xl).sub(products.mul(l)).div(determinant);
            FloatVector base = ll.mul(products).sub(l.mul(xl)).div(determinant);
            VectorMask<Float> above = base.compare(VectorOperators.GT, 0f);
            VectorMask<Float> solved = determinant.compare(VectorOperators.GT, 0f);
            constant(Float.NaN).blend(slope.blend(xl.div(ll), above), solved).intoArray(trialScale, group * COUNT);
            base.blend(0f, above).intoArray(trialMin, group * COUNT);
        }
    }

    void keepBetter() {
        for (int group = 0; group < groups; group++) {
            FloatVector trial = floats(trialError, group);
            FloatVector least = floats(error, group);
            VectorMask<Float> better = trial.compare(VectorOperators.LT, least);
            trial.intoArray(error, group * COUNT, better);
            floats(min, group).intoArray(levelMin, group * COUNT, better);
            floats(inverse, group).intoArray(levelInverse, group * COUNT, better);
            floats(trialScale, group).intoArray(scale, group * COUNT, better);
            floats(trialMin, group).intoArray(min, group * COUNT, better);
        }
    }
}
