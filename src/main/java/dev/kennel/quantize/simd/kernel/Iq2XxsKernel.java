package dev.kennel.quantize.simd.kernel;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.kernel.GridTrials.Refinement;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// IQ2_XXS: for each group of 32 four bytes for points of 256, and a word of four times seven signs and the
/// scale.
final class Iq2XxsKernel extends GridKernel {

    private static final GridTrials TRIALS = new GridTrials(32, true, 6, 0.1f, 1e-15f, Refinement.ALL);

    Iq2XxsKernel(Grid grid) {
        super(GgmlType.IQ2_XXS, true, new GridSearch(grid, TRIALS), 1f, 1f);
    }

    @Override
    void split(GridSigns signs, float[] x, float[] w) {
        signs.splitEvenly(x, w);
    }

    @Override
    void putPoint(int[] bytes, int lane, int group, int place, int point) {
        bytes[(8 * group + place) * COUNT + lane] = point;
    }

    @Override
    void putSigns(int[] bytes, int lane, int group, int octet, int bits) {
        SignWord.or(bytes, 8 * group + 4, lane, (bits & 127) << 7 * octet);
    }

    @Override
    void putScale(int[] bytes, int lane, int group, int level) {
        SignWord.or(bytes, 8 * group + 4, lane, level << 28);
    }
}
