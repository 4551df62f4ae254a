package dev.kennel.quantize.simd.kernel;

import java.util.Arrays;

import dev.kennel.gguf.GgmlType;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// IQ3_S: the low byte of each point of 512, their ninth bits, all signs, and scales two a byte. Points and signs of a
/// group of zeros take no room, so that those of later groups move up; their ninth bits do not.
final class Iq3SKernel extends Iq3Kernel {

    private static final int HIGH_AT = 64;
    private static final int SIGNS_AT = 72;
    private static final int SCALES_AT = 104;

    /// Groups so far that are not of zeros.
    private final int[] taken = new int[COUNT];

    Iq3SKernel(boolean weighted, Grid grid) {
        super(GgmlType.IQ3_S, weighted, new GridSearch(grid, new GridTrials(9, 0.2f, 0f, true)), 1.033f);
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
        bytes[(taken[lane] * POINTS + place) * COUNT + lane] = point;
        bytes[(HIGH_AT + group) * COUNT + lane] |= point >> 8 << place;
    }

    @Override
    void putSigns(int[] bytes, int lane, int group, int octet, int bits) {
        bytes[(SIGNS_AT + taken[lane] * 4 + octet) * COUNT + lane] = bits;
    }

    @Override
    void groupDone(int lane) {
        taken[lane]++;
    }

    @Override
    void putScales(int[] bytes, float[] most) {
        for (int lane = 0; lane < COUNT; lane++) {
            for (int group = 0; group < GROUPS; group++) {
                if (most[lane] != 0) {
                    bytes[(SCALES_AT + group / 2) * COUNT + lane] |=
                            scaleLevels[group * COUNT + lane] << 4 * (group % 2);
                }
            }
        }
    }
}
