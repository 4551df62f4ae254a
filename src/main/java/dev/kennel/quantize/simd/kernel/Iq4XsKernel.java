package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// IQ4_XS: eight groups with a scale of six bits each, two and four apart; the farthest scale becomes the
/// lowest.
final class Iq4XsKernel extends Iq4Kernel {

    private static final int GROUPS = 8;
    private static final int HALF = 32;
    private static final int HIGH_AT = 2;
    private static final int LOW_AT = 4;
    private static final int LEVELS_AT = 8;
    private static final BitPacking CRUMBS = BitPacking.following(4, 2).dropping(4);
    private static final BitPacking NIBBLES = BitPacking.following(2, 4);

    private final float[] scale = new float[COUNT];
    private final float[] groupScale = new float[COUNT];

    /// Eight more are there to fill words.
    private final int[] scaleLevels = new int[2 * GROUPS * COUNT];

    private final int[] words = new int[COUNT];

    Iq4XsKernel(boolean weighted) {
        super(GgmlType.IQ4_XS, weighted);
    }

    @Override
    void encodeTile(int first) {
        findScales(first);
        Extremes.farthest(scales, 0, GROUPS).neg().div(HALF).intoArray(scale, 0);
        for (int group = 0; group < GROUPS; group++) {
            quantize(group);
        }
        putHalves(0, scale);
        CRUMBS.pack(scaleLevels, 0, words, 0, 1);
        putShorts(HIGH_AT, words);
        NIBBLES.pack(scaleLevels, 0, words, 0, 1);
        putWords(LOW_AT, words, 1);
        putLevels(LEVELS_AT);
    }

    private void quantize(int group) {
        FloatVector d = floats(scale, 0);
        IntVector level = Lanes.nearest(Lanes.inverse(d).mul(floats(scales, group)), -HALF, HALF - 1);
        level.add(HALF).intoArray(scaleLevels, group * COUNT);
        d.mul(Lanes.toFloat(level)).intoArray(groupScale, 0);
        quantize(group, groupScale);
    }
}
