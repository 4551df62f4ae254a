package dev.kennel.quantize.simd.lane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Smallest and largest numbers of each lane, found by comparing and choosing: minima and maxima of Java's
/// own know a negative zero, and ggml's do not.
public final class Extremes {

    private Extremes() {}

    public static FloatVector largestMagnitude(float[] x, int count) {
        FloatVector most = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector magnitude = floats(x, i).abs();
            most = most.blend(magnitude, magnitude.compare(VectorOperators.GT, most));
        }
        return most;
    }

    /// The number that is farthest from zero, with its sign; the first of several.
    public static FloatVector farthest(float[] x, int from, int count) {
        FloatVector most = constant(0f);
        FloatVector farthest = constant(0f);
        for (int i = from; i < from + count; i++) {
            FloatVector value = floats(x, i);
            FloatVector magnitude = value.abs();
            VectorMask<Float> farther = magnitude.compare(VectorOperators.GT, most);
            most = most.blend(magnitude, farther);
            farthest = farthest.blend(value, farther);
        }
        return farthest;
    }
}
