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
final class NearestCandidates {

    private static final int EIGHT = 8;

    private final Grid grid;
    private final int[] iota = new int[COUNT];

    /// The blocks that have more than one candidate.
    private final int[] blocks = new int[COUNT];

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
        int count = choose(start, last);
        findCosts(count, x, w, from * COUNT, scale, tables, table);
        if (grid.dimensions == EIGHT) {
            compareEights(count, start, last);
        } else {
            compareFours(count, start, last);
        }
        System.arraycopy(start, 0, found, slot * COUNT, COUNT);
        takeNearest(count, found, slot * COUNT);
    }

    private int choose(int[] start, int[] last) {
        int count = 0;
        for (int lane = 0; lane < COUNT; lane++) {
            blocks[count] = lane;
            count += last[lane] > start[lane] ? 1 : 0;
            if (count == COUNT) {
                break;
            }
        }
        return count;
    }

    private void findCosts(int count, float[] x, float[] w, int from, float[] scale, float[] tables, int[] table) {
        int dimensions = grid.dimensions;
        for (int i = 0; i < count; i++) {
            int block = blocks[i];
            FloatVector values =
                    FloatVector.fromArray(FLOATS, tables, table[block] * COUNT).mul(scale[block]);
            int at = from + block;
            for (int j = 0; j < dimensions; j++) {
                FloatVector difference = values.sub(x[at + j * COUNT]);
                difference.mul(w[at + j * COUNT]).mul(difference).intoArray(costs, (i * dimensions + j) * COUNT);
            }
        }
    }

    private void compareEights(int count, int[] start, int[] last) {
        for (int i = 0; i < count; i++) {
            int end = last[blocks[i]];
            int at = start[blocks[i]];
            IntVector place = ints(iota, 0).add(at);
            IntVector best = place;
            IntVector lowest = IntVector.broadcast(INTS, Integer.MAX_VALUE);
            for (; at <= end; at += COUNT) {
                IntVector candidate = IntVector.fromArray(INTS, grid.candidates, at);
                IntVector error = CandidateErrors.ofEight(candidate, costs, i * EIGHT);
                VectorMask<Integer> nearer =
                        error.compare(VectorOperators.LT, lowest).and(place.compare(VectorOperators.LE, end));
                lowest = lowest.blend(error, nearer);
                best = best.blend(place, nearer);
                place = place.add(COUNT);
            }
            lowest.intoArray(least, i * COUNT);
            best.intoArray(nearest, i * COUNT);
        }
    }

    private void compareFours(int count, int[] start, int[] last) {
        for (int i = 0; i < count; i++) {
            int end = last[blocks[i]];
            int at = start[blocks[i]];
            IntVector place = ints(iota, 0).add(at);
            IntVector best = place;
            IntVector lowest = IntVector.broadcast(INTS, Integer.MAX_VALUE);
            for (; at <= end; at += COUNT) {
                IntVector candidate = IntVector.fromArray(INTS, grid.candidates, at);
                IntVector error = CandidateErrors.ofFour(candidate, costs, i * grid.dimensions);
                VectorMask<Integer> nearer =
                        error.compare(VectorOperators.LT, lowest).and(place.compare(VectorOperators.LE, end));
                lowest = lowest.blend(error, nearer);
                best = best.blend(place, nearer);
                place = place.add(COUNT);
            }
            lowest.intoArray(least, i * COUNT);
            best.intoArray(nearest, i * COUNT);
        }
    }

    private void takeNearest(int count, int[] found, int at) {
        for (int i = 0; i < count; i++) {
            IntVector errors = ints(least, i);
            VectorMask<Integer> worse = errors.compare(VectorOperators.NE, errors.reduceLanes(VectorOperators.MIN));
            found[at + blocks[i]] =
                    ints(nearest, i).blend(Integer.MAX_VALUE, worse).reduceLanes(VectorOperators.MIN);
        }
    }
}
