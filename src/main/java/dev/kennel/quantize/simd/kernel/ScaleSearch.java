package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// Quantizes the scales of a super-block's groups to levels of one common scale: tries inverse scales near
/// the one that takes the largest to the top level, then moves single levels while that helps. Serves Q2_K,
/// Q4_K and Q5_K with importance weights, and finds where IQ2_XXS begins.
///
/// Levels are bytes without sign: those of negative scales wrap.
final class ScaleSearch {

    private static final float LEAST_MOST = 1e-15f;
    private static final int REFINEMENTS = 5;

    private final int count;
    private final int top;
    private final float[] most = new float[COUNT];
    private final float[] inverse = new float[COUNT];
    private final float[] error = new float[COUNT];
    private final float[] sumXL = new float[COUNT];
    private final float[] sumLL = new float[COUNT];

    /// @param count scales in a super-block
    /// @param top the highest level
    ScaleSearch(int count, int top) {
        this.count = count;
        this.top = top;
    }

    /// Searches, in lane layout throughout.
    ///
    /// @param x the scales
    /// @param w the groups' weights
    /// @param from the first scale
    /// @param levels where the levels go
    /// @param scale where the common scale goes
    void run(float[] x, float[] w, int from, int[] levels, float[] scale) {
        start(x, from);
        firstError(x, w, from);
        for (int step = -4; step <= 4; step++) {
            if (step != 0) {
                trial(x, w, from, 0.1f * step + top);
            }
        }
        sums(x, w, from, levels);
        boolean changed = true;
        for (int i = 0; i < REFINEMENTS && changed; i++) {
            changed = refine(x, w, from, levels);
        }
        finish(levels, scale);
    }

    private void start(float[] x, int from) {
        FloatVector largest = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = floats(x, from + i);
            largest = value.blend(largest, largest.compare(VectorOperators.GT, value));
        }
        largest.intoArray(most, 0);
        constant(top).div(largest).intoArray(inverse, 0);
    }

    private void firstError(float[] x, float[] w, int from) {
        FloatVector factor = floats(inverse, 0);
        FloatVector scale = constant(1f).div(factor);
        FloatVector sum = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = floats(x, from + i);
            FloatVector level = Lanes.toFloat(Lanes.nearest(factor.mul(value)).and(0xff));
            FloatVector difference = value.sub(scale.mul(level));
            sum = sum.add(floats(w, from + i).mul(difference).mul(difference));
        }
        sum.intoArray(error, 0);
    }

    private void trial(float[] x, float[] w, int from, float numerator) {
        FloatVector factor = constant(numerator).div(floats(most, 0));
        FloatVector scale = constant(1f).div(factor);
        FloatVector sum = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = floats(x, from + i);
            FloatVector level = Lanes.toFloat(Lanes.nearest(factor.mul(value)).min(top));
            FloatVector difference = value.sub(scale.mul(level));
            sum = sum.add(floats(w, from + i).mul(difference).mul(difference));
        }
        VectorMask<Float> better = sum.compare(VectorOperators.LT, floats(error, 0));
        sum.intoArray(error, 0, better);
        factor.intoArray(inverse, 0, better);
    }

    private void sums(float[] x, float[] w, int from, int[] levels) {
        FloatVector factor = floats(inverse, 0);
        FloatVector xl = constant(0f);
        FloatVector ll = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = floats(x, from + i);
            IntVector nearest = Lanes.nearest(factor.mul(value)).min(top);
            FloatVector level = Lanes.toFloat(nearest);
            FloatVector weight = floats(w, from + i);
            xl = xl.add(weight.mul(value).mul(level));
            ll = ll.add(weight.mul(level).mul(level));
            nearest.and(0xff).intoArray(levels, i * COUNT);
        }
        xl.intoArray(sumXL, 0);
        ll.intoArray(sumLL, 0);
    }

    /// A lane without a change stays without one: going on for the others does it no harm.
    private boolean refine(float[] x, float[] w, int from, int[] levels) {
        boolean changed = false;
        for (int i = 0; i < count; i++) {
            changed |= refineLevel(x, w, from, levels, i);
        }
        return changed;
    }

    private boolean refineLevel(float[] x, float[] w, int from, int[] levels, int element) {
        FloatVector value = floats(x, from + element);
        FloatVector weight = floats(w, from + element);
        IntVector old = ints(levels, element);
        FloatVector oldLevel = Lanes.toFloat(old);
        FloatVector xl = floats(sumXL, 0);
        FloatVector ll = floats(sumLL, 0);
        FloatVector restXL = xl.sub(weight.mul(value).mul(oldLevel));
        FloatVector restLL = ll.sub(weight.mul(oldLevel).mul(oldLevel));
        IntVector nearest = Lanes.nearest(value.mul(restLL).div(restXL)).min(top);
        FloatVector level = Lanes.toFloat(nearest);
        FloatVector newXL = restXL.add(weight.mul(value).mul(level));
        FloatVector newLL = restLL.add(weight.mul(level).mul(level));
        VectorMask<Float> better = newXL.mul(newXL)
                .mul(ll)
                .compare(VectorOperators.GT, xl.mul(xl).mul(newLL))
                .and(restXL.compare(VectorOperators.GT, 0f))
                .and(restLL.compare(VectorOperators.GT, 0f))
                .and(nearest.compare(VectorOperators.NE, old).cast(Lanes.FLOATS));
        newXL.intoArray(sumXL, 0, better);
        newLL.intoArray(sumLL, 0, better);
        nearest.and(0xff).intoArray(levels, element * COUNT, better.cast(INTS));
        return better.anyTrue();
    }

    private void finish(int[] levels, float[] scale) {
        VectorMask<Float> zero = floats(most, 0).compare(VectorOperators.LT, LEAST_MOST);
        Lanes.ratio(floats(sumXL, 0), floats(sumLL, 0)).blend(0f, zero).intoArray(scale, 0);
        VectorMask<Integer> none = zero.cast(INTS);
        for (int i = 0; i < count; i++) {
            ints(levels, i).blend(0, none).intoArray(levels, i * COUNT);
        }
    }
}
