package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Scratch;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Finds, for a group of weights, levels `0..top`, a scale and a minimum that is not above zero, so that
/// `scale * level + minimum` is near: tries some inverse scales, fits scale and minimum to the levels of each
/// by weighted least squares, and keeps the best. Serves Q4_1, Q5_1, Q2_K, Q4_K and Q5_K.
///
/// Methods are short, and some repeat others' lines: C2 inlines the vectors of larger ones no more, nor those that take
/// what they compute as an argument.
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

    /// Groups that are searched side by side, so that none waits for its own sums.
    private static final int TOGETHER = 4;

    private final int groups;
    private final int together;
    private final int count;
    private final Trials trials;

    /// The groups' weights, their weights, and the levels of the trial, as floats.
    private final Scratch x;

    private final Scratch w;
    private final Scratch level;

    private final AffineFit fit;

    /// @param groups in a tile: one, or a multiple of four
    /// @param count weights in a group
    AffineSearch(int groups, int count, Trials trials) {
        this.groups = groups;
        this.together = Math.min(TOGETHER, groups);
        this.count = count;
        this.trials = trials;
        this.x = new Scratch(together * count);
        this.w = new Scratch(together * count);
        this.level = new Scratch(together * count);
        this.fit = new AffineFit(together);
    }

    /// Searches a tile, in lane layout throughout.
    ///
    /// @param w the weights' weights
    /// @param scales where the groups' scales go
    /// @param depths where their minima's negatives go
    void run(float[] x, float[] w, int[] levels, float[] scales, float[] depths) {
        for (int first = 0; first < groups; first += together) {
            for (int group = 0; group < together; group++) {
                measure(group, x, w, (first + group) * count);
            }
            search();
            for (int group = 0; group < together; group++) {
                levels(group, levels, (first + group) * count);
                fit.scale.get(group).intoArray(scales, (first + group) * COUNT);
                fit.min.get(group).neg().intoArray(depths, (first + group) * COUNT);
            }
        }
    }

    private void search() {
        fit.first(trials.top());
        for (int group = 0; group < together; group++) {
            levels(group);
        }
        errors();
        fit.takeFirst();
        for (int trial = 0; trial <= trials.steps(); trial++) {
            fit.invert(trials.numerator(trial));
            for (int group = 0; group < together; group++) {
                sums(group);
            }
            fit.solve();
            errors();
            fit.keepBetter();
        }
    }

    private void measure(int group, float[] x, float[] w, int first) {
        int from = group * count;
        FloatVector value = floats(x, first);
        FloatVector weight = floats(w, first);
        FloatVector least = value;
        FloatVector largest = value;
        FloatVector weights = weight;
        FloatVector products = weight.mul(value);
        this.x.put(from, value);
        this.w.put(from, weight);
        for (int i = 1; i < count; i++) {
            value = floats(x, first + i);
            weight = floats(w, first + i);
            this.x.put(from + i, value);
            this.w.put(from + i, weight);
            least = least.blend(value, value.compare(VectorOperators.LT, least));
            largest = largest.blend(value, value.compare(VectorOperators.GT, largest));
            weights = weights.add(weight);
            products = products.add(weight.mul(value));
        }
        fit.low.put(group, least);
        fit.min.put(group, least.blend(0f, least.compare(VectorOperators.GT, 0f)));
        fit.most.put(group, largest);
        fit.sumW.put(group, weights);
        fit.sumX.put(group, products);
    }

    private void sums(int group) {
        if (fit.isNear(group)) {
            nearSums(group);
        } else {
            levels(group);
            sumsOfLevels(group);
        }
    }

    private void levels(int group) {
        FloatVector factor = fit.inverse.get(group);
        FloatVector least = fit.min.get(group);
        int from = group * count;
        int top = trials.top();
        for (int i = 0; i < count; i++) {
            level.put(from + i, Lanes.level(factor.mul(x.get(from + i).sub(least)), 0, top));
        }
    }

    private void sumsOfLevels(int group) {
        FloatVector l = constant(0f);
        FloatVector ll = constant(0f);
        FloatVector xl = constant(0f);
        int from = group * count;
        for (int i = 0; i < count; i++) {
            FloatVector trial = level.get(from + i);
            FloatVector product = w.get(from + i).mul(trial);
            l = l.add(product);
            ll = ll.add(product.mul(trial));
            xl = xl.add(product.mul(x.get(from + i)));
        }
        fit.sumL.put(group, l);
        fit.sumLL.put(group, ll);
        fit.sumXL.put(group, xl);
    }

    /// [#levels] and [#sumsOfLevels] at once.
    private void nearSums(int group) {
        FloatVector factor = fit.inverse.get(group);
        FloatVector least = fit.min.get(group);
        FloatVector l = constant(0f);
        FloatVector ll = constant(0f);
        FloatVector xl = constant(0f);
        int from = group * count;
        int top = trials.top();
        for (int i = 0; i < count; i++) {
            FloatVector value = x.get(from + i);
            FloatVector trial = Lanes.nearLevel(factor.mul(value.sub(least)), 0, top);
            level.put(from + i, trial);
            FloatVector product = w.get(from + i).mul(trial);
            l = l.add(product);
            ll = ll.add(product.mul(trial));
            xl = xl.add(product.mul(value));
        }
        fit.sumL.put(group, l);
        fit.sumLL.put(group, ll);
        fit.sumXL.put(group, xl);
    }

    private void errors() {
        for (int group = 0; group < together; group++) {
            switch (trials.error()) {
                case SQUARE -> squares(group);
                case MAGNITUDE -> magnitudes(group);
            }
        }
    }

    private void squares(int group) {
        FloatVector slope = fit.trialScale.get(group);
        FloatVector base = fit.trialMin.get(group);
        FloatVector sum = constant(0f);
        int from = group * count;
        for (int i = 0; i < count; i++) {
            FloatVector difference = slope.mul(level.get(from + i)).add(base).sub(x.get(from + i));
            sum = sum.add(w.get(from + i).mul(difference.mul(difference)));
        }
        fit.trialError.put(group, sum);
    }

    private void magnitudes(int group) {
        FloatVector slope = fit.trialScale.get(group);
        FloatVector base = fit.trialMin.get(group);
        FloatVector sum = constant(0f);
        int from = group * count;
        for (int i = 0; i < count; i++) {
            FloatVector difference = slope.mul(level.get(from + i)).add(base).sub(x.get(from + i));
            sum = sum.add(w.get(from + i).mul(difference.abs()));
        }
        fit.trialError.put(group, sum);
    }

    private void levels(int group, int[] levels, int to) {
        FloatVector factor = fit.levelInverse.get(group);
        FloatVector least = fit.levelMin.get(group);
        int from = group * count;
        int top = trials.top();
        for (int i = 0; i < count; i++) {
            Lanes.nearest(factor.mul(x.get(from + i).sub(least)), 0, top).intoArray(levels, (to + i) * COUNT);
        }
    }
}
