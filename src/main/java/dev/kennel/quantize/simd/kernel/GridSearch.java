package dev.kennel.quantize.simd.kernel;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.kernel.GridTrials.Refinement;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.FLOATS;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// Finds, for the magnitudes of a group of weights, points of a grid and a scale: tries scales, moves the
/// magnitudes to points with each, and keeps the best fit; then looks points up again with the scale found.
final class GridSearch {

    private static final int ON_GRID = 0;
    private static final int OFF_GRID = -1;

    private final Grid grid;
    private final GridTrials trials;
    private final GridLookup lookup;
    private final ScaleSearch scaleSearch;
    private final int points;
    private final int top;
    private final int[] found;
    private final int[] off;
    private final int[] trial;
    private final int[] candidates;
    private final int[] levels;

    /// What the trials' inverse scales are fractions of.
    private final float[] most = new float[COUNT];

    /// Whether the group is one of zeros: -1 or 0.
    private final int[] zero = new int[COUNT];

    private final float[] scale = new float[COUNT];
    private final float[] quality = new float[COUNT];
    private final float[] inverse = new float[COUNT];
    private final float[] trialScale = new float[COUNT];
    private final float[] sumXQ = new float[COUNT];
    private final float[] sumQQ = new float[COUNT];

    GridSearch(Grid grid, GridTrials trials) {
        this.grid = grid;
        this.trials = trials;
        this.lookup = new GridLookup(grid, trials.size());
        this.scaleSearch = new ScaleSearch(trials.size(), grid.topLevel + 2);
        this.points = trials.size() / grid.dimensions;
        this.top = 2 * grid.topLevel + 1;
        this.found = new int[points * COUNT];
        this.off = new int[points * COUNT];
        this.trial = new int[points * COUNT];
        this.candidates = new int[points * COUNT];
        this.levels = new int[trials.size() * COUNT];
    }

    int groupSize() {
        return trials.size();
    }

    /// Points of a group.
    int points() {
        return points;
    }

    /// Searches a group, in lane layout throughout.
    ///
    /// @param x magnitudes
    /// @param w their weights, and `roots` of these
    /// @param from the group's first weight
    /// @param scales where the scale goes, at `slot`: 0 for a group of zeros, below 0 when all signs are wrong
    void run(float[] x, float[] w, float[] roots, int from, float[] scales, int slot) {
        start(x, from);
        lookup.start(x, roots, from);
        if (trials.fitted()) {
            startFitted(x, w, from);
        }
        for (int step = -trials.reach(); step <= trials.reach(); step++) {
            scale(top + step * trials.step());
            lookUp(trialScale);
            sums(x, w, from, trial);
            keepBetter();
        }
        if (selectForRefinement()) {
            lookUp(scale);
            takeRefined();
            sums(x, w, from, found);
            fit();
        }
        VectorMask<Float> zeros = ints(zero, 0).compare(VectorOperators.NE, 0).cast(FLOATS);
        floats(scale, 0).blend(0f, zeros).intoArray(scales, slot * COUNT);
    }

    /// The number of a lane's point.
    int point(int place, int lane) {
        return grid.points[found[place * COUNT + lane]];
    }

    /// Whether a lane's group is one of zeros.
    boolean isZero(int lane) {
        return zero[lane] != 0;
    }

    private void start(float[] x, int from) {
        FloatVector largest = floats(x, from);
        for (int i = from + 1; i < from + trials.size(); i++) {
            FloatVector value = floats(x, i);
            largest = value.blend(largest, largest.compare(VectorOperators.GT, value));
        }
        largest.intoArray(most, 0);
        largest.div(top).intoArray(scale, 0);
        constant(0f).intoArray(quality, 0);
        VectorMask<Float> zeros = largest.compare(VectorOperators.LT, trials.leastMagnitude())
                .or(largest.compare(VectorOperators.EQ, 0f));
        IntVector.zero(INTS).blend(-1, zeros.cast(INTS)).intoArray(zero, 0);
        Arrays.fill(found, Grid.start(grid.lists[0]));
        Arrays.fill(off, trials.refinement() == Refinement.OFF_GRID ? ON_GRID : OFF_GRID);
    }

    /// From the scale that fits levels without a grid.
    private void startFitted(float[] x, float[] w, int from) {
        scaleSearch.run(x, w, from, levels, scale);
        FloatVector largest = floats(scale, 0).mul(grid.topLevel + 1);
        largest.intoArray(most, 0);
        VectorMask<Integer> none = largest.compare(VectorOperators.LE, 0f).cast(INTS);
        ints(zero, 0).blend(-1, none).intoArray(zero, 0);
    }

    private void scale(float numerator) {
        FloatVector factor = constant(numerator).div(floats(most, 0));
        factor.intoArray(inverse, 0);
        constant(1f).div(factor).intoArray(trialScale, 0);
    }

    private void lookUp(float[] by) {
        for (int point = 0; point < points; point++) {
            lookup.find(point * grid.dimensions, inverse, by, trial, point);
        }
    }

    private void sums(float[] x, float[] w, int from, int[] places) {
        FloatVector xq = constant(0f);
        FloatVector qq = constant(0f);
        int mask = (1 << grid.numberBits) - 1;
        for (int point = 0; point < points; point++) {
            IntVector candidate = IntVector.fromArray(INTS, grid.candidates, 0, places, point * COUNT);
            candidate.intoArray(candidates, point * COUNT);
            int first = from + point * grid.dimensions;
            for (int i = 0; i < grid.dimensions; i++) {
                FloatVector number = Lanes.toFloat(candidate
                        .lanewise(VectorOperators.LSHR, i * grid.numberBits)
                        .and(mask));
                FloatVector weight = floats(w, first + i);
                xq = xq.add(weight.mul(floats(x, first + i)).mul(number));
                qq = qq.add(weight.mul(number).mul(number));
            }
        }
        xq.intoArray(sumXQ, 0);
        qq.intoArray(sumQQ, 0);
    }

    private void keepBetter() {
        FloatVector xq = floats(sumXQ, 0);
        FloatVector qq = floats(sumQQ, 0);
        VectorMask<Float> better = xq.mul(xq)
                .compare(VectorOperators.GT, floats(quality, 0).mul(qq))
                .and(qq.compare(VectorOperators.GT, 0f));
        if (!better.anyTrue()) {
            return;
        }
        FloatVector fitted = xq.div(qq);
        floats(scale, 0).blend(fitted, better).intoArray(scale, 0);
        floats(quality, 0).blend(fitted.mul(xq), better).intoArray(quality, 0);
        VectorMask<Integer> taken = better.cast(INTS);
        for (int point = 0; point < points; point++) {
            ints(trial, point).intoArray(found, point * COUNT, taken);
            ints(candidates, point)
                    .lanewise(VectorOperators.ASHR, Integer.SIZE - 1)
                    .intoArray(off, point * COUNT, taken);
        }
    }

    /// Leaves in [#off] what is to be looked up again.
    ///
    /// @return whether there is anything
    private boolean selectForRefinement() {
        int always = trials.refinement() == Refinement.ALL ? OFF_GRID : ON_GRID;
        IntVector any = IntVector.zero(INTS);
        for (int point = 0; point < points; point++) {
            any = any.or(ints(off, point));
        }
        FloatVector by = floats(scale, 0);
        VectorMask<Integer> refined =
                by.compare(VectorOperators.GT, 0f).cast(INTS).and(any.or(always).compare(VectorOperators.NE, ON_GRID));
        int all = trials.refinement() == Refinement.OFF_GRID ? ON_GRID : OFF_GRID;
        for (int point = 0; point < points; point++) {
            IntVector.zero(INTS).blend(ints(off, point).or(all), refined).intoArray(off, point * COUNT);
        }
        constant(1f).div(by).intoArray(inverse, 0);
        return refined.anyTrue();
    }

    private void takeRefined() {
        for (int point = 0; point < points; point++) {
            VectorMask<Integer> taken = ints(off, point).compare(VectorOperators.NE, ON_GRID);
            ints(trial, point).intoArray(found, point * COUNT, taken);
        }
    }

    /// Of the lanes with refined points.
    private void fit() {
        IntVector any = IntVector.zero(INTS);
        for (int point = 0; point < points; point++) {
            any = any.or(ints(off, point));
        }
        FloatVector qq = floats(sumQQ, 0);
        VectorMask<Float> fitted =
                any.compare(VectorOperators.NE, ON_GRID).cast(FLOATS).and(qq.compare(VectorOperators.GT, 0f));
        floats(sumXQ, 0).div(qq).intoArray(scale, 0, fitted);
    }
}
