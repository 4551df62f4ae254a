package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Scales or minima of a super-block's groups as levels of their largest: what Q2_K, Q4_K and Q5_K do without
/// importance weights.
final class AffineScales {

    private AffineScales() {}

    /// @param x the scales or minima
    /// @param levels where the levels go, as bytes that wrap; 0 where nothing is above zero
    /// @param scale where the common scale goes
    static void quantize(float[] x, int count, int top, int[] levels, float[] scale) {
        FloatVector most = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = floats(x, i);
            most = most.blend(value, value.compare(VectorOperators.GT, most));
        }
        VectorMask<Float> any = most.compare(VectorOperators.GT, 0f);
        FloatVector inverse = constant(0f).blend(constant(top).div(most), any);
        most.div(top).intoArray(scale, 0);
        for (int i = 0; i < count; i++) {
            Lanes.nearest(inverse.mul(floats(x, i))).and(0xff).intoArray(levels, i * COUNT);
        }
    }
}
