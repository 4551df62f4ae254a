package dev.kennel.quantize.simd.kernel;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.kernel.GridTrials.Refinement;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// IQ2_XS: nine bits for each point of 512 and seven for its signs; scales of groups of 16 two a byte.
final class Iq2XsKernel extends GridKernel {

    private static final GridTrials TRIALS = new GridTrials(16, false, 9, 0.1f, 1e-15f, Refinement.OFF_GRID);
    private static final int SCALES_AT = 64;

    Iq2XsKernel(Grid grid) {
        super(GgmlType.IQ2_XS, true, new GridSearch(grid, TRIALS), 1f, 1f);
    }

    @Override
    void split(GridSigns signs, float[] x, float[] w) {
        signs.splitEvenly(x, w);
    }

    @Override
    void putPoint(int[] bytes, int lane, int group, int place, int point) {
        int at = 2 * (2 * group + place);
        bytes[at * COUNT + lane] = point & 0xff;
        bytes[(at + 1) * COUNT + lane] |= point >> 8;
    }

    @Override
    void putSigns(int[] bytes, int lane, int group, int octet, int bits) {
        int at = 2 * (2 * group + octet);
        bytes[(at + 1) * COUNT + lane] |= (bits & 127) << 1;
    }

    @Override
    void putScale(int[] bytes, int lane, int group, int level) {
        bytes[(SCALES_AT + group / 2) * COUNT + lane] |= level << 4 * (group % 2);
    }
}
