package dev.kennel.quantize.simd.kernel;

import dev.kennel.gguf.GgmlType;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// IQ3_XXS: a byte for each point of 256; then, for each group, a word of four times seven signs and the scale.
final class Iq3XxsKernel extends Iq3Kernel {

    private static final int WORDS_AT = 64;

    Iq3XxsKernel(boolean weighted, Grid grid) {
        super(
                GgmlType.IQ3_XXS,
                weighted,
                new GridSearch(grid, new GridTrials(15, 0.2f, 1e-8f, false)),
                1.0125f);
    }

    @Override
    void split(GridSigns signs, float[] x, float[] w) {
        signs.splitEvenly(x, w);
    }

    @Override
    void startTile() {}

    @Override
    void putPoint(int[] bytes, int lane, int group, int place, int point) {
        bytes[(group * POINTS + place) * COUNT + lane] = point;
    }

    @Override
    void putSigns(int[] bytes, int lane, int group, int octet, int bits) {
        orWord(bytes, lane, group, (bits & 127) << 7 * octet);
    }

    @Override
    void groupDone(int lane) {}

    @Override
    void putScales(int[] bytes, float[] most) {
        for (int lane = 0; lane < COUNT; lane++) {
            for (int group = 0; group < GROUPS && most[lane] != 0; group++) {
                orWord(bytes, lane, group, scaleLevels[group * COUNT + lane] << 28);
            }
            if (most[lane] == 0) {
                clear(bytes, lane);
            }
        }
    }

    private static void clear(int[] bytes, int lane) {
        for (int i = lane; i < bytes.length; i += COUNT) {
            bytes[i] = 0;
        }
    }

    private static void orWord(int[] bytes, int lane, int group, int word) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[(WORDS_AT + group * Integer.BYTES + i) * COUNT + lane] |= word >>> 8 * i & 0xff;
        }
    }
}
