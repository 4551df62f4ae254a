package dev.kennel.quantize.simd.lane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// Finds the levels of a group again once its scale and minimum have been rounded to what the block can hold.
public final class Requantizer {

    private Requantizer() {}

    /// @param scale the group's, after rounding; where it is zero the levels stay
    /// @param depth the minimum's negative, after rounding
    /// @param least the lowest level; it is stored as 0
    public static void requantize(
            float[] x, int from, int count, FloatVector scale, FloatVector depth, int least, int most, int[] levels) {
        VectorMask<Integer> stays = scale.compare(VectorOperators.EQ, 0f).cast(INTS);
        for (int i = from; i < from + count; i++) {
            Lanes.nearestFrom(floats(x, i).add(depth).div(scale), least, most)
                    .blend(ints(levels, i), stays)
                    .intoArray(levels, i * COUNT);
        }
    }
}
