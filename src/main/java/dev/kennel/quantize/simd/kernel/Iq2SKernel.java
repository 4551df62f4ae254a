package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.kernel.GridTrials.Refinement;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// IQ2_S: low bytes of points of 1024, all signs, the points' high bits, and scales of groups of 16 two a
/// byte.
final class Iq2SKernel extends GridKernel {

    private static final GridTrials TRIALS = new GridTrials(16, false, 9, 0.1f, 1e-8f, Refinement.OFF_GRID);
    private static final int SIGNS_AT = 32;
    private static final int HIGH_AT = 64;
    private static final int SCALES_AT = 72;

    Iq2SKernel(boolean weighted, Grid grid) {
        super(GgmlType.IQ2_S, weighted, new GridSearch(grid, TRIALS), 2f, 0.9875f);
    }

    @Override
    void split(GridSigns signs, float[] x, float[] w) {
        signs.split(x);
    }

    @Override
    void weighWithoutImportance(Weighting weighting, float[] variance) {
        FloatVector base = floats(variance, 0).mul(0.25f);
        for (int i = 0; i < SIZE; i++) {
            FloatVector value = floats(x, i);
            base.add(value.mul(value)).intoArray(weighting.w, i * COUNT);
        }
    }

    @Override
    void putPoint(int[] bytes, int lane, int group, int place, int point) {
        int at = 2 * group + place;
        bytes[at * COUNT + lane] = point & 0xff;
        bytes[(HIGH_AT + at / 4) * COUNT + lane] |= point >> 8 << 2 * (at % 4);
    }

    @Override
    void putSigns(int[] bytes, int lane, int group, int octet, int bits) {
        bytes[(SIGNS_AT + 2 * group + octet) * COUNT + lane] = bits;
    }

    @Override
    void putScale(int[] bytes, int lane, int group, int level) {
        bytes[(SCALES_AT + group / 2) * COUNT + lane] |= level << 4 * (group % 2);
    }

    /// Signs and points stay where all scales are zero.
    @Override
    void clear(int[] bytes, int lane) {}
}
