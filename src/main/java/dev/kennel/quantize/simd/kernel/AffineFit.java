package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Scratch;

import static dev.kennel.quantize.simd.lane.Lanes.constant;

/// The numbers of an [AffineSearch] of several groups, a vector for each: what is known of the groups, the best trial
/// and the present one, to whose levels scale and minimum are fitted by weighted least squares. What is summed up over
/// weights the search writes here.
final class AffineFit {

    /// Below it in magnitude, numbers are rounded to whole ones by `Lanes.nearLevel`.
    private static final float NEAR = 0x1p22f;

    private final int groups;

    /// Of each group its least and its largest weight, the sum of its weights' weights, and that of these times the
    /// weights.
    final Scratch low;

    final Scratch most;
    final Scratch sumW;
    final Scratch sumX;

    /// Of the best trial so far; levels come from an inverse scale and the minimum of the trial before.
    final Scratch scale;

    final Scratch min;
    final Scratch levelInverse;
    final Scratch levelMin;
    private final Scratch error;

    /// Of the trial: the inverse scale, sums over its levels, what fits these best, and how far off that is.
    final Scratch inverse;

    final Scratch sumL;
    final Scratch sumLL;
    final Scratch sumXL;
    final Scratch trialScale;
    final Scratch trialMin;
    final Scratch trialError;

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

    private Scratch number() {
        return new Scratch(groups);
    }

    /// A group of one value gets scale 0 and levels 0 by itself: its inverse scale is infinite.
    void first(int top) {
        for (int group = 0; group < groups; group++) {
            FloatVector least = min.get(group);
            FloatVector first = constant(top).div(most.get(group).sub(least));
            inverse.put(group, first);
            levelInverse.put(group, first);
            levelMin.put(group, least);
            trialScale.put(group, constant(1f).div(first));
            trialMin.put(group, least);
        }
    }

    void takeFirst() {
        for (int group = 0; group < groups; group++) {
            scale.put(group, trialScale.get(group));
            error.put(group, trialError.get(group));
        }
    }

    void invert(float numerator) {
        for (int group = 0; group < groups; group++) {
            inverse.put(group, constant(numerator).div(most.get(group).sub(min.get(group))));
        }
    }

    /// Whether the inverse scale leaves all weights of a group below [#NEAR]: the least of them is the farthest, the
    /// others go up to the levels' top.
    boolean isNear(int group) {
        FloatVector factor = inverse.get(group);
        FloatVector least = min.get(group);
        FloatVector farthest = factor.mul(low.get(group).sub(least)).abs();
        return farthest.compare(VectorOperators.LT, NEAR)
                .and(factor.compare(VectorOperators.GT, 0f))
                .and(factor.compare(VectorOperators.LT, Float.POSITIVE_INFINITY))
                .allTrue();
    }

    /// Without a solution the trial's error is made NaN, which is better than none.
    void solve() {
        for (int group = 0; group < groups; group++) {
            FloatVector l = sumL.get(group);
            FloatVector ll = sumLL.get(group);
            FloatVector xl = sumXL.get(group);
            FloatVector weights = sumW.get(group);
            FloatVector products = sumX.get(group);
            FloatVector determinant = weights.mul(ll).sub(l.mul(l));
            FloatVector slope = weights.mul(xl).sub(products.mul(l)).div(determinant);
            FloatVector base = ll.mul(products).sub(l.mul(xl)).div(determinant);
            VectorMask<Float> above = base.compare(VectorOperators.GT, 0f);
            VectorMask<Float> solved = determinant.compare(VectorOperators.GT, 0f);
            trialScale.put(group, constant(Float.NaN).blend(slope.blend(xl.div(ll), above), solved));
            trialMin.put(group, base.blend(0f, above));
        }
    }

    void keepBetter() {
        for (int group = 0; group < groups; group++) {
            FloatVector trial = trialError.get(group);
            FloatVector least = error.get(group);
            VectorMask<Float> better = trial.compare(VectorOperators.LT, least);
            FloatVector minimum = min.get(group);
            error.put(group, least.blend(trial, better));
            levelMin.put(group, levelMin.get(group).blend(minimum, better));
            levelInverse.put(group, levelInverse.get(group).blend(inverse.get(group), better));
            scale.put(group, scale.get(group).blend(trialScale.get(group), better));
            min.put(group, minimum.blend(trialMin.get(group), better));
        }
    }
}
