package dev.kennel.quantize.simd.lane;

import jdk.incubator.vector.FloatVector;

import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Sums of each lane's numbers, added up one after another.
public final class Sums {

    private Sums() {}

    public static FloatVector of(float[] numbers, int from, int count) {
        FloatVector sum = constant(0f);
        for (int i = from; i < from + count; i++) {
            sum = sum.add(floats(numbers, i));
        }
        return sum;
    }

    public static FloatVector ofSquares(float[] numbers, int from, int count) {
        FloatVector sum = constant(0f);
        for (int i = from; i < from + count; i++) {
            FloatVector number = floats(numbers, i);
            sum = sum.add(number.mul(number));
        }
        return sum;
    }
}
