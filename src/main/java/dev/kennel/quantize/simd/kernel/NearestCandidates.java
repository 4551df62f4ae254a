package dev.kennel.quantize.simd.kernel;

import java.util.Arrays;

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
final class NearestCandidates {

    private static final int EIGHT = 8;
    private static final int FOUR = 4;
    private static final int SIGN = 31;

    private final Grid grid;
    private final int[] iota = new int[COUNT];

    /// The blocks that have more than one candidate, and how many they are; first those `few` whose candidates fit
    /// into a vector.
    private final int[] blocks = new int[COUNT + 1];

    private int few;
    private int all;

    /// What each level costs at each weight of each of these blocks, a vector for each weight.
    private final float[] costs;

    /// Of each of these blocks a vector: least errors, as bits, and where they are.
    private final int[] least = new int[COUNT * COUNT];

    private final int[] nearest = new int[COUNT * COUNT];

    NearestCandidates(Grid grid) {
        this.grid = grid;
        this.costs = new float[COUNT * grid.dimensions * COUNT];
        for (int lane = 0; lane < COUNT; lane++) {
            iota[lane] = lane;
        }
    }

    /// Whether vectors are wide enough to hold a level in each lane.
    static boolean serves(Grid grid) {
        return grid.topLevel < COUNT;
    }

    /// Adds a table of what levels stand for, by their bits.
    static void fill(float[] tables, int table, Grid grid, float... values) {
        for (int i = 0; i < COUNT; i++) {
            int level = i & (1 << grid.levelBits) - 1;
            tables[table * COUNT + i] = level < values.length ? values[level] : 0;
        }
    }

    /// @param w weights of squared differences
    /// @param from the point's first weight
    /// @param tables of [#fill], to be multiplied with the scale
    /// @param table which one, for each lane
    /// @param start place of each lane's first candidate
    /// @param last place of its last one
    /// @param found where the places of those with the least error go, at `slot`; the first of several
    void find(
            float[] x,
            float[] w,
            int from,
            float[] scale,
            float[] tables,
            int[] table,
            int[] start,
            int[] last,
            int[] found,
            int slot) {
        choose(start, last);
        findCosts(x, w, from * COUNT, scale, tables, table);
        System.arraycopy(start, 0, found, slot * COUNT, COUNT);
        Arrays.fill(least, few * COUNT, all * COUNT, Integer.MAX_VALUE);
        for (int i = few; i < all; i++) {
            Arrays.fill(nearest, i * COUNT, (i + 1) * COUNT, start[blocks[i]]);
        }
        if (grid.dimensions == EIGHT) {
            takeOfFewEights(start, last, found, slot * COUNT);
            compareEights(start, last);
        } else {
            takeOfFewFours(start, last, found, slot * COUNT);
            compareFours(start, last);
        }
        takeOfMany(found, slot * COUNT);
    }

    /// Leaves those with more candidates than lanes behind the others. Without branches: none could be foreseen.
    private void choose(int[] start, int[] last) {
        int count = 0;
        for (int lane = 0; lane < COUNT; lane++) {
            int more = last[lane] - start[lane];
            blocks[count] = lane;
            count += ~(more - 1 | COUNT - 1 - more) >>> SIGN;
        }
        few = count;
        for (int lane = 0; lane < COUNT; lane++) {
            int more = last[lane] - start[lane];
            blocks[count] = lane;
            count += COUNT - 1 - more >>> SIGN;
        }
        all = count;
    }

    private void findCosts(float[] x, float[] w, int from, float[] scale, float[] tables, int[] table) {
        for (int i = 0; i < all; i++) {
            int block = blocks[i];
            FloatVector levels =
                    FloatVector.fromArray(FLOATS, tables, table[block] * COUNT).mul(scale[block]);
            if (grid.dimensions == EIGHT) {
                CandidateErrors.costsOfEight(levels, x, w, from + block, costs, i * EIGHT);
            } else {
                CandidateErrors.costsOfFour(levels, x, w, from + block, costs, i * FOUR);
            }
        }
    }

    private void takeOfFewEights(int[] start, int[] last, int[] found, int at) {
        for (int i = 0; i < few; i++) {
            int first = start[blocks[i]];
            IntVector candidates = IntVector.fromArray(INTS, grid.candidates, first);
            IntVector errors = CandidateErrors.ofEight(candidates, costs, i * EIGHT);
            found[at + blocks[i]] = first + CandidateErrors.nearest(errors, ints(iota, 0), last[blocks[i]] - first);
        }
    }

    private void takeOfFewFours(int[] start, int[] last, int[] found, int at) {
        for (int i = 0; i < few; i++) {
            int first = start[blocks[i]];
            IntVector candidates = IntVector.fromArray(INTS, grid.candidates, first);
            IntVector errors = CandidateErrors.ofFour(candidates, costs, i * FOUR);
            found[at + blocks[i]] = first + CandidateErrors.nearest(errors, ints(iota, 0), last[blocks[i]] - first);
        }
    }

    private void compareEights(int[] start, int[] last) {
        for (int i = few; i < all; i++) {
            int end = last[blocks[i]];
            for (int at = start[blocks[i]]; at <= end; at += COUNT) {
                IntVector candidates = IntVector.fromArray(INTS, grid.candidates, at);
                IntVector errors = CandidateErrors.ofEight(candidates, costs, i * EIGHT);
                IntVector places = ints(iota, 0).add(at);
                IntVector lowest = ints(least, i);
                VectorMask<Integer> nearer =
                        errors.compare(VectorOperators.LT, lowest).and(places.compare(VectorOperators.LE, end));
                lowest.blend(errors, nearer).intoArray(least, i * COUNT);
                ints(nearest, i).blend(places, nearer).intoArray(nearest, i * COUNT);
            }
        }
    }

    private void compareFours(int[] start, int[] last) {
        for (int i = few; i < all; i++) {
            int end = last[blocks[i]];
            for (int at = start[blocks[i]]; at <= end; at += COUNT) {
                IntVector candidates = IntVector.fromArray(INTS, grid.candidates, at);
                IntVector errors = CandidateErrors.ofFour(candidates, costs, i * FOUR);
                IntVector places = ints(iota, 0).add(at);
                IntVector lowest = ints(least, i);
                VectorMask<Integer> nearer =
                        errors.compare(VectorOperators.LT, lowest).and(places.compare(VectorOperators.LE, end));
                lowest.blend(errors, nearer).intoArray(least, i * COUNT);
                ints(nearest, i).blend(places, nearer).intoArray(nearest, i * COUNT);
            }
        }
    }

    private void takeOfMany(int[] found, int at) {
        for (int i = few; i < all; i++) {
            IntVector errors = ints(least, i);
            VectorMask<Integer> worse = errors.compare(VectorOperators.NE, errors.reduceLanes(VectorOperators.MIN));
            found[at + blocks[i]] =
                    ints(nearest, i).blend(Integer.MAX_VALUE, worse).reduceLanes(VectorOperators.MIN);
        }
    }
}
