package dev.kennel.quantize.simd.lane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.FLOATS;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;

/// How far candidates are from a few weights, a candidate in each lane. What levels cost at weights lies in vectors,
/// as many weights in each as there is room for all of their levels.
///
/// A candidate holds for each weight, four bits apart, where the cost of its level is within the weight's vector: see
/// [#placeOfCost]. Errors are given as bits, which have the order of the numbers, since none is below zero.
public final class CandidateErrors {

    private static final int EIGHT = 8;
    private static final int FOUR = 4;

    /// Levels that there is room for, of each of eight weights and of each of four.
    private static final int LEVELS_OF_EIGHTS = 4;

    private static final int LEVELS_OF_FOURS = 8;
    private static final int PLACE_BITS = 4;
    private static final int EIGHTS_TOGETHER = Math.max(1, COUNT / LEVELS_OF_EIGHTS);
    private static final int FOURS_TOGETHER = Math.max(1, COUNT / LEVELS_OF_FOURS);

    /// Which of a vector's weights a lane is of.
    private static final IntVector WEIGHT_OF_EIGHTS =
            IntVector.zero(INTS).addIndex(1).div(LEVELS_OF_EIGHTS);

    private static final IntVector WEIGHT_OF_FOURS =
            IntVector.zero(INTS).addIndex(1).div(LEVELS_OF_FOURS);

    private CandidateErrors() {}

    /// What a candidate holds of a level.
    ///
    /// @param weight which one, of `weights`
    public static int placeOfCost(int level, int weight, int weights) {
        int place = weights == EIGHT
                ? weight % EIGHTS_TOGETHER * LEVELS_OF_EIGHTS
                : weight % FOURS_TOGETHER * LEVELS_OF_FOURS;
        return (place | level) << PLACE_BITS * weight;
    }

    /// The first lane with the least error.
    ///
    /// @param last lane that counts
    public static int nearest(IntVector errors, IntVector lanes, int last) {
        IntVector counting = errors.blend(Integer.MAX_VALUE, lanes.compare(VectorOperators.GT, last));
        return counting.compare(VectorOperators.EQ, counting.reduceLanes(VectorOperators.MIN))
                .firstTrue();
    }

    /// Of eight weights.
    ///
    /// @param levels what each stands for, again and again
    /// @param at where the first value and its weight are; the others follow, and at least a vector can be read
    public static IntVector ofEight(IntVector candidates, FloatVector levels, float[] x, float[] w, int at) {
        FloatVector error = constant(0f);
        for (int i = 0; i < EIGHT; i += EIGHTS_TOGETHER) {
            FloatVector costs = costs(levels, x, w, at + i, WEIGHT_OF_EIGHTS);
            error = error.add(cost(candidates, i, costs));
            if (EIGHTS_TOGETHER > 1) {
                error = error.add(cost(candidates, i + 1, costs));
            }
            if (EIGHTS_TOGETHER > 2) {
                error = error.add(cost(candidates, i + 2, costs));
                error = error.add(cost(candidates, i + 3, costs));
            }
        }
        return error.reinterpretAsInts();
    }

    /// [#ofEight] of four weights.
    public static IntVector ofFour(IntVector candidates, FloatVector levels, float[] x, float[] w, int at) {
        FloatVector error = constant(0f);
        for (int i = 0; i < FOUR; i += FOURS_TOGETHER) {
            FloatVector costs = costs(levels, x, w, at + i, WEIGHT_OF_FOURS);
            error = error.add(cost(candidates, i, costs));
            if (FOURS_TOGETHER > 1) {
                error = error.add(cost(candidates, i + 1, costs));
            }
        }
        return error.reinterpretAsInts();
    }

    private static FloatVector costs(FloatVector levels, float[] x, float[] w, int at, IntVector weight) {
        FloatVector value = Lanes.selected(FloatVector.fromArray(FLOATS, x, at), weight);
        FloatVector difference = levels.sub(value);
        return difference
                .mul(Lanes.selected(FloatVector.fromArray(FLOATS, w, at), weight))
                .mul(difference);
    }

    private static FloatVector cost(IntVector candidates, int weight, FloatVector costs) {
        return candidates
                .lanewise(VectorOperators.LSHR, weight * PLACE_BITS)
                .selectFrom(costs.reinterpretAsInts())
                .reinterpretAsFloats();
    }
}
