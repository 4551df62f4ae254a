package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Finds, for a group of weights, levels `0..top`, a scale and a minimum that is not above zero, so that
/// `scale * level + minimum` is near: tries some inverse scales, fits scale and minimum to the levels of each
/// by weighted least squares, and keeps the best. Serves Q4_1, Q5_1, Q2_K, Q4_K and Q5_K.
///
/// State is kept in arrays of one vector each and methods are short: C2 inlines the vectors of larger ones no
/// more.
final class AffineSearch {

    /// How errors are measured: squares or magnitudes of differences.
    enum Error {
        SQUARE,
        MAGNITUDE
    }

    /// @param top the highest level
    /// @param offset the first trial's inverse scale is `(offset + top) / range`
    /// @param step from one trial to the next
    /// @param steps trials after the first
    record Trials(int top, float offset, float step, int steps, Error error) {

        /// What all types do with importance weights.
        static Trials weighted(int top) {
            return new Trials(top, -0.9f, 0.05f, 36, Error.SQUARE);
        }

        float numerator(int trial) {
            return offset + step * trial + top;
        }
    }

    private final int count;
    private final Trials trials;

    /// Of the trial's levels, as floats.
    private final float[] level;

    private final float[] most = new float[COUNT];
    private final float[] sumW = new float[COUNT];
    private final float[] sumX = new float[COUNT];

    /// Of the best trial so far; levels come from an inverse scale and the minimum of the trial before.
    private final float[] scale = new float[COUNT];

    private final float[] min = new float[COUNT];
    private final float[] error = new float[COUNT];
    private final float[] levelInverse = new float[COUNT];
    private final float[] levelMin = new float[COUNT];

    private final float[] inverse = new float[COUNT];
    private final float[] sumL = new float[COUNT];
    private final float[] sumLL = new float[COUNT];
    private final float[] sumXL = new float[COUNT];
    private final float[] trialScale = new float[COUNT];
    private final float[] trialMin = new float[COUNT];
    private final float[] trialError = new float[COUNT];

    /// @param count weights in a group
    AffineSearch(int count, Trials trials) {
        this.count = count;
        this.trials = trials;
        this.level = new float[count * COUNT];
    }

    /// Searches a group, in lane layout throughout.
    ///
    /// @param w the weights' weights
    /// @param from the group's first weight
    /// @param levels where the levels go, at `from`
    /// @param scales where the scale goes, at `slot`
    /// @param depths where the minimum's negative goes, at `slot`
    void run(float[] x, float[] w, int from, int[] levels, float[] scales, float[] depths, int slot) {
        measure(x, w, from);
        firstFit(x, from);
        firstError(x, w, from);
        for (int trial = 0; trial <= trials.steps(); trial++) {
            sums(x, w, from, trials.numerator(trial));
            fit();
            switch (trials.error()) {
                case SQUARE -> squares(x, w, from);
                case MAGNITUDE -> magnitudes(x, w, from);
            }
            keepBetter();
        }
        levels(x, from, levels);
        floats(scale, 0).intoArray(scales, slot * COUNT);
        floats(min, 0).neg().intoArray(depths, slot * COUNT);
    }

    private void measure(float[] x, float[] w, int from) {
        FloatVector value = floats(x, from);
        FloatVector weight = floats(w, from);
        FloatVector least = value;
        FloatVector largest = value;
        FloatVector weights = weight;
        FloatVector products = weight.mul(value);
        for (int i = from + 1; i < from + count; i++) {
            value = floats(x, i);
            weight = floats(w, i);
            least = least.blend(value, value.compare(VectorOperators.LT, least));
            largest = largest.blend(value, value.compare(VectorOperators.GT, largest));
            weights = weights.add(weight);
            products = products.add(weight.mul(value));
        }
        least.blend(0f, least.compare(VectorOperators.GT, 0f)).intoArray(min, 0);
        largest.intoArray(most, 0);
        weights.intoArray(sumW, 0);
        products.intoArray(sumX, 0);
    }

    /// A group of one value gets scale 0 and levels 0 by itself: its inverse scale is infinite.
    private void firstFit(float[] x, int from) {
        FloatVector least = floats(min, 0);
        FloatVector first = constant(trials.top()).div(floats(most, 0).sub(least));
        constant(1f).div(first).intoArray(scale, 0);
        first.intoArray(levelInverse, 0);
        least.intoArray(levelMin, 0);
        for (int i = 0; i < count; i++) {
            Lanes.level(first.mul(floats(x, from + i).sub(least)), 0, trials.top())
                    .intoArray(level, i * COUNT);
        }
    }

    private void firstError(float[] x, float[] w, int from) {
        floats(scale, 0).intoArray(trialScale, 0);
        floats(min, 0).intoArray(trialMin, 0);
        switch (trials.error()) {
            case SQUARE -> squares(x, w, from);
            case MAGNITUDE -> magnitudes(x, w, from);
        }
        floats(trialError, 0).intoArray(error, 0);
    }

    private void sums(float[] x, float[] w, int from, float numerator) {
        FloatVector least = floats(min, 0);
        FloatVector factor = constant(numerator).div(floats(most, 0).sub(least));
        FloatVector l = constant(0f);
        FloatVector ll = constant(0f);
        FloatVector xl = constant(0f);
        int top = trials.top();
        for (int i = 0; i < count; i++) {
            FloatVector value = floats(x, from + i);
            FloatVector trial = Lanes.level(factor.mul(value.sub(least)), 0, top);
            trial.intoArray(level, i * COUNT);
            FloatVector product = floats(w, from + i).mul(trial);
            l = l.add(product);
            ll = ll.add(product.mul(trial));
            xl = xl.add(product.mul(value));
        }
        factor.intoArray(inverse, 0);
        l.intoArray(sumL, 0);
        ll.intoArray(sumLL, 0);
        xl.intoArray(sumXL, 0);
    }

    /// Without a solution the trial's error is made NaN, which is better than none.
    private void fit() {
        FloatVector l = floats(sumL, 0);
        FloatVector ll = floats(sumLL, 0);
        FloatVector xl = floats(sumXL, 0);
        FloatVector weights = floats(sumW, 0);
        FloatVector products = floats(sumX, 0);
        FloatVector determinant = weights.mul(ll).sub(l.mul(l));
        FloatVector slope = weights.mul(xl).sub(products.mul(l)).div(determinant);
        FloatVector base = ll.mul(products).sub(l.mul(xl)).div(determinant);
        VectorMask<Float> above = base.compare(VectorOperators.GT, 0f);
        VectorMask<Float> solved = determinant.compare(VectorOperators.GT, 0f);
        constant(Float.NaN).blend(slope.blend(xl.div(ll), above), solved).intoArray(trialScale, 0);
        base.blend(0f, above).intoArray(trialMin, 0);
    }

    private void squares(float[] x, float[] w, int from) {
        FloatVector slope = floats(trialScale, 0);
        FloatVector base = floats(trialMin, 0);
        FloatVector sum = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector difference = slope.mul(floats(level, i)).add(base).sub(floats(x, from + i));
            sum = sum.add(floats(w, from + i).mul(difference.mul(difference)));
        }
        sum.intoArray(trialError, 0);
    }

    private void magnitudes(float[] x, float[] w, int from) {
        FloatVector slope = floats(trialScale, 0);
        FloatVector base = floats(trialMin, 0);
        FloatVector sum = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector difference = slope.mul(floats(level, i)).add(base).sub(floats(x, from + i));
            sum = sum.add(floats(w, from + i).mul(difference.abs()));
        }
        sum.intoArray(trialError, 0);
    }

    private void keepBetter() {
        FloatVector trial = floats(trialError, 0);
        VectorMask<Float> better = trial.compare(VectorOperators.LT, floats(error, 0));
        if (!better.anyTrue()) {
            return;
        }
        trial.intoArray(error, 0, better);
        floats(min, 0).intoArray(levelMin, 0, better);
        floats(inverse, 0).intoArray(levelInverse, 0, better);
        floats(trialScale, 0).intoArray(scale, 0, better);
        floats(trialMin, 0).intoArray(min, 0, better);
    }

    private void levels(float[] x, int from, int[] levels) {
        FloatVector factor = floats(levelInverse, 0);
        FloatVector least = floats(levelMin, 0);
        int top = trials.top();
        for (int i = from; i < from + count; i++) {
            IntVector level = Lanes.nearest(factor.mul(floats(x, i).sub(least)), 0, top);
            level.intoArray(levels, i * COUNT);
        }
    }
}
