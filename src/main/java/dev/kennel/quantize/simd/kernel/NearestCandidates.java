package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.CandidateErrors;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.FLOATS;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// Looks, for a point of each block, for the candidate with the least weighted error. Lists of candidates differ much
/// in length, so that here it is candidates that lie in lanes, and blocks come one after another.
///
/// What is done with eight weights and with four stands twice, since C2 compiles a method for what it has inlined.
final class NearestCandidates {

    private static final int EIGHT = 8;

    private final Grid grid;

    /// What levels stand for, a vector for each way.
    private final float[] values;

    /// Weights of each block.
    private final int count;

    /// The blocks' weights, and the weights of their squared differences, a block after the other.
    private final float[] x;

    private final float[] w;

    /// Of each block, and said before [#find]: what its levels are multiplied with, which of the values they stand for,
    /// and where its first and its last candidate are.
    final float[] scale = new float[COUNT];

    final int[] table = new int[COUNT];
    final int[] start = new int[COUNT];
    final int[] last = new int[COUNT];

    /// The blocks that have more than one candidate, and how many they are; first those `few` whose candidates fit
    /// into a vector.
    private final int[] blocks = new int[2 * COUNT];

    private int few;
    private int all;

    private final int[] iota = new int[COUNT];
    private final int[] least = new int[COUNT];
    private final int[] nearest = new int[COUNT];

    /// @param count weights of each block that are known at once
    /// @param values what levels stand for
    NearestCandidates(Grid grid, int count, float[]... values) {
        this.grid = grid;
        this.values = new float[values.length * COUNT];
        this.count = count;
        this.x = new float[(count + 1) * COUNT];
        this.w = new float[(count + 1) * COUNT];
        for (int lane = 0; lane < COUNT; lane++) {
            iota[lane] = lane;
        }
        for (int i = 0; i < values.length * COUNT; i++) {
            int level = i & (1 << grid.levelBits) - 1;
            float[] known = values[i / COUNT];
            this.values[i] = level < known.length ? known[level] : 0;
        }
    }

    /// Whether vectors are wide enough to hold a level in each lane.
    static boolean serves(Grid grid) {
        return grid.topLevel < COUNT;
    }

    /// Takes over weights from lane layout.
    ///
    /// @param w weights of squared differences
    /// @param from the first weight
    void take(float[] x, float[] w, int from) {
        for (int lane = 0; lane < COUNT; lane++) {
            for (int i = 0; i < count; i++) {
                this.x[lane * count + i] = x[(from + i) * COUNT + lane];
                this.w[lane * count + i] = w[(from + i) * COUNT + lane];
            }
        }
    }

    /// @param point its first weight among those that [#take] took
    /// @param found where the places of those with the least error go, at `slot`; the first of several
    void find(int point, int[] found, int slot) {
        int at = slot * COUNT;
        System.arraycopy(start, 0, found, at, COUNT);
        choose();
        if (grid.dimensions == EIGHT) {
            takeOfFewEights(point, found, at);
        } else {
            takeOfFewFours(point, found, at);
        }
        for (int i = few; i < all; i++) {
            if (grid.dimensions == EIGHT) {
                compareEights(blocks[i], point);
            } else {
                compareFours(blocks[i], point);
            }
            found[at + blocks[i]] = nearest();
        }
    }

    /// Leaves those with more candidates than lanes behind the others.
    private void choose() {
        IntVector more = ints(last, 0).sub(ints(start, 0));
        VectorMask<Integer> many = more.compare(VectorOperators.GE, COUNT);
        VectorMask<Integer> some = more.compare(VectorOperators.GT, 0).andNot(many);
        ints(iota, 0).compress(some).intoArray(blocks, 0);
        few = some.trueCount();
        ints(iota, 0).compress(many).intoArray(blocks, few);
        all = few + many.trueCount();
    }

    private void takeOfFewEights(int point, int[] found, int at) {
        for (int i = 0; i < few; i++) {
            int block = blocks[i];
            int first = start[block];
            IntVector candidates = IntVector.fromArray(INTS, grid.costPlaces, first);
            FloatVector levels =
                    FloatVector.fromArray(FLOATS, values, table[block] * COUNT).mul(scale[block]);
            IntVector errors = CandidateErrors.ofEight(candidates, levels, x, w, block * count + point);
            found[at + block] = first + CandidateErrors.nearest(errors, ints(iota, 0), last[block] - first);
        }
    }

    private void takeOfFewFours(int point, int[] found, int at) {
        for (int i = 0; i < few; i++) {
            int block = blocks[i];
            int first = start[block];
            IntVector candidates = IntVector.fromArray(INTS, grid.costPlaces, first);
            FloatVector levels =
                    FloatVector.fromArray(FLOATS, values, table[block] * COUNT).mul(scale[block]);
            IntVector errors = CandidateErrors.ofFour(candidates, levels, x, w, block * count + point);
            found[at + block] = first + CandidateErrors.nearest(errors, ints(iota, 0), last[block] - first);
        }
    }

    private void compareEights(int block, int point) {
        FloatVector levels =
                FloatVector.fromArray(FLOATS, values, table[block] * COUNT).mul(scale[block]);
        IntVector lowest = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        IntVector best = IntVector.broadcast(INTS, start[block]);
        for (int at = start[block]; at <= last[block]; at += COUNT) {
            IntVector candidates = IntVector.fromArray(INTS, grid.costPlaces, at);
            IntVector errors = CandidateErrors.ofEight(candidates, levels, x, w, block * count + point);
            IntVector places = ints(iota, 0).add(at);
            VectorMask<Integer> nearer =
                    errors.compare(VectorOperators.LT, lowest).and(places.compare(VectorOperators.LE, last[block]));
            lowest = lowest.blend(errors, nearer);
            best = best.blend(places, nearer);
        }
        lowest.intoArray(least, 0);
        best.intoArray(nearest, 0);
    }

    private void compareFours(int block, int point) {
        FloatVector levels =
                FloatVector.fromArray(FLOATS, values, table[block] * COUNT).mul(scale[block]);
        IntVector lowest = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        IntVector best = IntVector.broadcast(INTS, start[block]);
        for (int at = start[block]; at <= last[block]; at += COUNT) {
            IntVector candidates = IntVector.fromArray(INTS, grid.costPlaces, at);
            IntVector errors = CandidateErrors.ofFour(candidates, levels, x, w, block * count + point);
            IntVector places = ints(iota, 0).add(at);
            VectorMask<Integer> nearer =
                    errors.compare(VectorOperators.LT, lowest).and(places.compare(VectorOperators.LE, last[block]));
            lowest = lowest.blend(errors, nearer);
            best = best.blend(places, nearer);
        }
        lowest.intoArray(least, 0);
        best.intoArray(nearest, 0);
    }

    /// Of the compared ones with the least error the first.
    private int nearest() {
        IntVector errors = ints(least, 0);
        VectorMask<Integer> worse = errors.compare(VectorOperators.NE, errors.reduceLanes(VectorOperators.MIN));
        return ints(nearest, 0).blend(Integer.MAX_VALUE, worse).reduceLanes(VectorOperators.MIN);
    }
}
