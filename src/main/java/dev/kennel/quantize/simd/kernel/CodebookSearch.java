package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Iq4Codebook;
import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Scratch;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Finds the scale by which a group of 32 weights is near to values of the [Iq4Codebook]: tries inverse
/// scales around the one that takes the farthest weight to the least value.
final class CodebookSearch {

    private static final int SIZE = 32;
    private static final int REACH = 7;
    private static final int TRIALS = 2 * REACH + 2;
    private static final float LEAST_MAGNITUDE = 1e-15f;

    /// The group's weights, and their weights.
    private final Scratch x = new Scratch(SIZE);

    private final Scratch w = new Scratch(SIZE);

    private final float[] farthest = new float[COUNT];

    /// Of each trial.
    private final float[] inverses = new float[TRIALS * COUNT];

    private final float[] sumsXQ = new float[TRIALS * COUNT];
    private final float[] sumsQQ = new float[TRIALS * COUNT];

    /// Searches a group, in lane layout throughout.
    ///
    /// @param w the weights' weights
    /// @param from the group's first weight
    /// @param scales where the scale goes, at `slot`; 0 for a group of zeros
    void run(float[] x, float[] w, int from, float[] scales, int slot) {
        this.x.copy(x, from, SIZE);
        this.w.copy(w, from, SIZE);
        Extremes.farthest(x, from, SIZE).intoArray(farthest, 0);
        invert();
        for (int trial = 0; trial < TRIALS; trial++) {
            sums(trial);
        }
        keepBest(scales, slot);
    }

    /// The first takes another way to what the middle one is nearly.
    private void invert() {
        FloatVector far = floats(farthest, 0);
        constant(1f).div(far.neg().div(Iq4Codebook.LEAST)).intoArray(inverses, 0);
        for (int trial = 1; trial < TRIALS; trial++) {
            constant(trial - 1 - REACH + Iq4Codebook.LEAST).div(far).intoArray(inverses, trial * COUNT);
        }
    }

    private void sums(int trial) {
        FloatVector factor = floats(inverses, trial);
        FloatVector xq = constant(0f);
        FloatVector qq = constant(0f);
        for (int i = 0; i < SIZE; i++) {
            FloatVector value = x.get(i);
            FloatVector near = Iq4Codebook.value(factor.mul(value));
            FloatVector product = w.get(i).mul(near);
            xq = xq.add(product.mul(value));
            qq = qq.add(product.mul(near));
        }
        xq.intoArray(sumsXQ, trial * COUNT);
        qq.intoArray(sumsQQ, trial * COUNT);
    }

    private void keepBest(float[] scales, int slot) {
        FloatVector scale = Lanes.ratio(floats(sumsXQ, 0), floats(sumsQQ, 0));
        FloatVector best = scale.mul(floats(sumsXQ, 0));
        for (int trial = 1; trial < TRIALS; trial++) {
            FloatVector xq = floats(sumsXQ, trial);
            FloatVector qq = floats(sumsQQ, trial);
            VectorMask<Float> better =
                    xq.mul(xq).compare(VectorOperators.GT, best.mul(qq)).and(qq.compare(VectorOperators.GT, 0f));
            FloatVector fitted = xq.div(qq);
            scale = scale.blend(fitted, better);
            best = best.blend(fitted.mul(xq), better);
        }
        VectorMask<Float> zero = floats(farthest, 0).abs().compare(VectorOperators.LT, LEAST_MAGNITUDE);
        scale.blend(0f, zero).intoArray(scales, slot * COUNT);
    }
}
