package dev.kennel.quantize.simd.lane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

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
