package dev.kennel.quantize.simd.lane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// How far candidates are from a few weights, a candidate in each lane. What each level costs at each weight lies in a
/// vector of its own, found by the level's bits, whatever the bits above these are.
///
/// A candidate holds a number for each weight, `2 * level + 1`: eight of three bits, or four of four. Errors are given
/// as bits, which have the order of the numbers, since none is below zero.
public final class CandidateErrors {

    private static final int EIGHT = 8;
    private static final int EIGHTS_BITS = 3;
    private static final int FOUR = 4;
    private static final int FOURS_BITS = 4;

    private CandidateErrors() {}

    /// Finds what levels cost at eight weights.
    ///
    /// @param levels what each stands for
    /// @param at where the first value and its weight are; the others follow in lane layout
    /// @param costs where the costs go, from vector `first` on
    public static void costsOfEight(FloatVector levels, float[] x, float[] w, int at, float[] costs, int first) {
        for (int i = 0; i < EIGHT; i++) {
            costs(levels, x[at + i * COUNT], w[at + i * COUNT]).intoArray(costs, (first + i) * COUNT);
        }
    }

    /// [#costsOfEight] at four weights.
    public static void costsOfFour(FloatVector levels, float[] x, float[] w, int at, float[] costs, int first) {
        for (int i = 0; i < FOUR; i++) {
            costs(levels, x[at + i * COUNT], w[at + i * COUNT]).intoArray(costs, (first + i) * COUNT);
        }
    }

    private static FloatVector costs(FloatVector levels, float value, float weight) {
        FloatVector difference = levels.sub(value);
        return difference.mul(weight).mul(difference);
    }

    /// The first lane with the least error.
    ///
    /// @param last lane that counts
    public static int nearest(IntVector errors, IntVector lanes, int last) {
        IntVector counting = errors.blend(Integer.MAX_VALUE, lanes.compare(VectorOperators.GT, last));
        return counting.compare(VectorOperators.EQ, counting.reduceLanes(VectorOperators.MIN))
                .firstTrue();
    }

    /// @param first vector of eight
    public static IntVector ofEight(IntVector candidate, float[] costs, int first) {
        FloatVector error = cost(candidate.lanewise(VectorOperators.LSHR, 1), costs, first);
        for (int i = 1; i < EIGHT; i++) {
            error = error.add(cost(candidate.lanewise(VectorOperators.LSHR, i * EIGHTS_BITS + 1), costs, first + i));
        }
        return error.reinterpretAsInts();
    }

    /// @param first vector of four
    public static IntVector ofFour(IntVector candidate, float[] costs, int first) {
        FloatVector error = cost(candidate.lanewise(VectorOperators.LSHR, 1), costs, first);
        for (int i = 1; i < FOUR; i++) {
            error = error.add(cost(candidate.lanewise(VectorOperators.LSHR, i * FOURS_BITS + 1), costs, first + i));
        }
        return error.reinterpretAsInts();
    }

    private static FloatVector cost(IntVector level, float[] costs, int vector) {
        return level.selectFrom(floats(costs, vector).reinterpretAsInts()).reinterpretAsFloats();
    }
}
