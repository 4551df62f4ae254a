package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.gguf.GgmlType;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// IQ1_S: the scale, low bytes of 32 points of 2048, and for each group of 32 weights two bytes: high bits of its
/// points, three each, its scale and which way it is shifted.
final class Iq1SKernel extends Iq1Kernel {

    private static final int OCTETS = 4;
    private static final float FUDGE = 1.125f;
    private static final int POINTS_AT = 2;
    private static final int WORDS_AT = 34;
    private static final int SCALE_AT = 12;
    private static final int SHIFT_AT = 15;
    private static final int HIGH_BITS = 3;

    private final int[] word = new int[COUNT];

    Iq1SKernel(Grid grid) {
        super(GgmlType.IQ1_S, true, new WholeCutSearch(), grid);
    }

    @Override
    int shiftOf(int shift, int octet) {
        return shift;
    }

    @Override
    void put() {
        scaleTimes(FUDGE);
        putHalves(0, scale);
        putNumbers(POINTS_AT);
        for (int group = 0; group < groups; group++) {
            word(group);
            putShorts(WORDS_AT + 2 * group, word);
        }
    }

    private void word(int group) {
        IntVector bits = ints(scaleLevels, group)
                .lanewise(VectorOperators.LSHL, SCALE_AT)
                .or(ints(shifts, group).lanewise(VectorOperators.LSHL, SHIFT_AT));
        for (int i = 0; i < OCTETS; i++) {
            IntVector high = ints(numbers, group * OCTETS + i).lanewise(VectorOperators.LSHR, Byte.SIZE);
            bits = bits.or(high.lanewise(VectorOperators.LSHL, i * HIGH_BITS));
        }
        bits.intoArray(word, 0);
    }
}
