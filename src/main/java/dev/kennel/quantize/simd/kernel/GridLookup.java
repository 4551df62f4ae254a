package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// Moves a few magnitudes to a point of a grid: to the nearest levels where these are a point, else to the
/// candidate with the least weighted error. Where vectors are too narrow for [NearestCandidates], lanes with short
/// lists look at their last candidate again until all are through.
final class GridLookup {

    private final Grid grid;
    private final boolean byCandidate;
    private final NearestCandidates nearest;

    private final int[] combination = new int[COUNT];
    private final int[] index = new int[COUNT];
    private final int[] winner = new int[COUNT];
    private float[] x;
    private float[] w;
    private int from;

    /// @param count weights that are looked up at once
    GridLookup(Grid grid, int count) {
        this.grid = grid;
        this.byCandidate = NearestCandidates.serves(grid);
        this.nearest = new NearestCandidates(grid, count, numbers(grid));
    }

    private static float[] numbers(Grid grid) {
        float[] numbers = new float[grid.topLevel + 1];
        for (int level = 0; level < numbers.length; level++) {
            numbers[level] = 2 * level + 1;
        }
        return numbers;
    }

    /// Hears what is looked up from now on.
    ///
    /// @param x magnitudes
    /// @param w weights of squared differences
    /// @param from the first of them
    void start(float[] x, float[] w, int from) {
        this.x = x;
        this.w = w;
        this.from = from;
        if (byCandidate) {
            nearest.take(x, w, from);
        }
    }

    /// Finds a candidate for each lane.
    ///
    /// @param first the point's first weight
    /// @param inverse of the scale, a number a lane, by which levels are found
    /// @param scale by which candidates are compared
    /// @param found where the candidates' places go, at `slot`
    void find(int first, float[] inverse, float[] scale, int[] found, int slot) {
        combine(x, from + first, inverse);
        if (!list()) {
            ints(nearest.start, 0).intoArray(found, slot * COUNT);
        } else if (byCandidate) {
            floats(scale, 0).intoArray(nearest.scale, 0);
            nearest.find(first, found, slot);
        } else {
            choose(x, w, from + first, scale);
            ints(winner, 0).intoArray(found, slot * COUNT);
        }
    }

    private void combine(float[] x, int from, float[] inverse) {
        FloatVector factor = floats(inverse, 0);
        IntVector levels = IntVector.zero(INTS);
        for (int i = grid.dimensions - 1; i >= 0; i--) {
            FloatVector half = factor.mul(floats(x, from + i)).sub(1f).mul(0.5f);
            levels = levels.lanewise(VectorOperators.LSHL, grid.levelBits).or(Lanes.nearest(half, 0, grid.topLevel));
        }
        levels.intoArray(combination, 0);
    }

    /// @return whether any lane has more than one candidate
    private boolean list() {
        IntVector list = IntVector.fromArray(INTS, grid.lists, 0, combination, 0);
        IntVector more = list.lanewise(VectorOperators.LSHR, Grid.COUNT_SHIFT);
        IntVector first = list.and((1 << Grid.COUNT_SHIFT) - 1);
        first.intoArray(nearest.start, 0);
        first.add(more).intoArray(nearest.last, 0);
        return more.compare(VectorOperators.NE, 0).anyTrue();
    }

    private void choose(float[] x, float[] w, int from, float[] scale) {
        FloatVector factor = floats(scale, 0);
        FloatVector least = constant(Float.MAX_VALUE);
        IntVector place = ints(nearest.start, 0);
        IntVector best = place;
        IntVector end = ints(nearest.last, 0);
        int mask = (1 << grid.numberBits) - 1;
        int left = end.sub(place).reduceLanes(VectorOperators.MAX);
        do {
            place.intoArray(index, 0);
            IntVector candidate = IntVector.fromArray(INTS, grid.candidates, 0, index, 0);
            FloatVector error = constant(0f);
            for (int i = 0; i < grid.dimensions; i++) {
                IntVector number = candidate
                        .lanewise(VectorOperators.LSHR, i * grid.numberBits)
                        .and(mask);
                FloatVector difference = factor.mul(Lanes.toFloat(number)).sub(floats(x, from + i));
                error = error.add(floats(w, from + i).mul(difference).mul(difference));
            }
            VectorMask<Float> nearer = error.compare(VectorOperators.LT, least);
            least = least.blend(error, nearer);
            best = best.blend(place, nearer.cast(INTS));
            place = place.add(1).min(end);
        } while (--left >= 0);
        best.intoArray(winner, 0);
    }
}
