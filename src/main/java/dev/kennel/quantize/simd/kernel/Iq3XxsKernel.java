package dev.kennel.quantize.simd.kernel;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.kernel.GridTrials.Refinement;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// IQ3_XXS: a byte for each point of 256; then, for each group of 32, a word of four times seven signs and
/// the scale.
final class Iq3XxsKernel extends GridKernel {

    private static final GridTrials TRIALS = new GridTrials(32, false, 15, 0.2f, 1e-8f, Refinement.OFF_GRID);
    private static final int WORDS_AT = 64;

    Iq3XxsKernel(boolean weighted, Grid grid) {
        super(GgmlType.IQ3_XXS, weighted, new GridSearch(grid, TRIALS), 2f, 1.0125f);
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
        SignWord.or(bytes, WORDS_AT + 4 * group, lane, (bits & 127) << 7 * octet);
    }

    @Override
    void putScale(int[] bytes, int lane, int group, int level) {
        SignWord.or(bytes, WORDS_AT + 4 * group, lane, level << 28);
    }
}
