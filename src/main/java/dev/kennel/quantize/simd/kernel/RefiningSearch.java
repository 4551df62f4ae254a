package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// Finds, for a group of weights, levels `-half..half-1` and a scale: starts from the farthest weight at
/// `-half` and moves single levels while the fit, weighted by squares, gets better. Serves Q3_K without
/// importance weights.
final class RefiningSearch {

    private static final float LEAST_MAGNITUDE = 1e-15f;
    private static final int REFINEMENTS = 5;

    private final int count;
    private final int half;
    private final float[] farthest = new float[COUNT];
    private final float[] sumXL = new float[COUNT];
    private final float[] sumLL = new float[COUNT];

    /// @param count weights in a group
    RefiningSearch(int count, int half) {
        this.count = count;
        this.half = half;
    }

    /// Searches a group, in lane layout throughout.
    ///
    /// @param from the group's first weight
    /// @param levels where the levels go, at `from`, `half` added; all zero, with scale 0, for a group of zeros
    /// @param scales where the scale goes, at `slot`
    void run(float[] x, int from, int[] levels, float[] scales, int slot) {
        Extremes.farthest(x, from, count).intoArray(farthest, 0);
        first(x, from, levels);
        boolean changed = true;
        for (int i = 0; i < REFINEMENTS && changed; i++) {
            changed = refine(x, from, levels);
        }
        finish(from, levels, scales, slot);
    }

    private void first(float[] x, int from, int[] levels) {
        FloatVector factor = constant(-half).div(floats(farthest, 0));
        FloatVector xl = constant(0f);
        FloatVector ll = constant(0f);
        for (int i = from; i < from + count; i++) {
            FloatVector value = floats(x, i);
            FloatVector weight = value.mul(value);
            IntVector nearest = Lanes.nearest(factor.mul(value), -half, half - 1);
            FloatVector level = Lanes.toFloat(nearest);
            xl = xl.add(weight.mul(value).mul(level));
            ll = ll.add(weight.mul(level).mul(level));
            nearest.intoArray(levels, i * COUNT);
        }
        xl.intoArray(sumXL, 0);
        ll.intoArray(sumLL, 0);
    }

    /// A lane without a change stays without one: going on for the others does it no harm.
    private boolean refine(float[] x, int from, int[] levels) {
        boolean changed = false;
        for (int i = from; i < from + count; i++) {
            changed |= refineLevel(x, levels, i);
        }
        return changed;
    }

    private boolean refineLevel(float[] x, int[] levels, int element) {
        FloatVector value = floats(x, element);
        IntVector old = ints(levels, element);
        FloatVector oldLevel = Lanes.toFloat(old);
        FloatVector weight = value.mul(value);
        FloatVector xl = floats(sumXL, 0);
        FloatVector ll = floats(sumLL, 0);
        FloatVector restXL = xl.sub(weight.mul(value).mul(oldLevel));
        FloatVector restLL = ll.sub(weight.mul(oldLevel).mul(oldLevel));
        IntVector nearest = Lanes.nearest(value.mul(restLL).div(restXL), -half, half - 1);
        FloatVector level = Lanes.toFloat(nearest);
        FloatVector newXL = restXL.add(weight.mul(value).mul(level));
        FloatVector newLL = restLL.add(weight.mul(level).mul(level));
        VectorMask<Float> better = newXL.mul(newXL)
                .mul(ll)
                .compare(VectorOperators.GT, xl.mul(xl).mul(newLL))
                .and(restXL.compare(VectorOperators.GT, 0f))
                .and(newLL.compare(VectorOperators.GT, 0f))
                .and(nearest.compare(VectorOperators.NE, old).cast(Lanes.FLOATS));
        xl.blend(newXL, better).intoArray(sumXL, 0);
        ll.blend(newLL, better).intoArray(sumLL, 0);
        old.blend(nearest, better.cast(INTS)).intoArray(levels, element * COUNT);
        return better.anyTrue();
    }

    private void finish(int from, int[] levels, float[] scales, int slot) {
        VectorMask<Float> zero = floats(farthest, 0).abs().compare(VectorOperators.LT, LEAST_MAGNITUDE);
        Lanes.ratio(floats(sumXL, 0), floats(sumLL, 0)).blend(0f, zero).intoArray(scales, slot * COUNT);
        VectorMask<Integer> none = zero.cast(INTS);
        for (int i = from; i < from + count; i++) {
            ints(levels, i).add(half).blend(0, none).intoArray(levels, i * COUNT);
        }
    }
}
