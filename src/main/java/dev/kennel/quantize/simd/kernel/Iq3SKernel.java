package dev.kennel.quantize.simd.kernel;

import java.util.Arrays;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.kernel.GridTrials.Refinement;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// IQ3_S: the low byte of each point of 512, their ninth bits, all signs, and scales of groups of 32 two a
/// byte. Points and signs of a group of zeros take no room, so that those of later groups move up; their
/// ninth bits do not.
final class Iq3SKernel extends GridKernel {

    private static final GridTrials TRIALS = new GridTrials(32, false, 9, 0.2f, 0f, Refinement.ALL_OF_OFF_GRID);
    private static final int HIGH_AT = 64;
    private static final int SIGNS_AT = 72;
    private static final int SCALES_AT = 104;

    /// Groups so far that are not of zeros.
    private final int[] taken = new int[COUNT];

    Iq3SKernel(boolean weighted, Grid grid) {
        super(GgmlType.IQ3_S, weighted, new GridSearch(grid, TRIALS), 2f, 1.033f);
    }

    @Override
    void split(GridSigns signs, float[] x, float[] w) {
        signs.split(x);
    }

    @Override
    void startTile() {
        Arrays.fill(taken, 0);
    }

    @Override
    void putPoint(int[] bytes, int lane, int group, int place, int point) {
        bytes[(8 * taken[lane] + place) * COUNT + lane] = point;
        bytes[(HIGH_AT + group) * COUNT + lane] |= point >> 8 << place;
    }

    @Override
    void putSigns(int[] bytes, int lane, int group, int octet, int bits) {
        bytes[(SIGNS_AT + 4 * taken[lane] + octet) * COUNT + lane] = bits;
    }

    @Override
    void groupDone(int lane) {
        taken[lane]++;
    }

    @Override
    void putScale(int[] bytes, int lane, int group, int level) {
        bytes[(SCALES_AT + group / 2) * COUNT + lane] |= level << 4 * (group % 2);
    }

    /// Signs and points stay where all scales are zero.
    @Override
    void clear(int[] bytes, int lane) {}
}
