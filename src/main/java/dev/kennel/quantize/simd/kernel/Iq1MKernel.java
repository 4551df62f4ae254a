package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// IQ1_M: low bytes of 32 points of 2048; for each group of 16 weights a byte of its two points' high bits and shifts;
/// four words of four groups' scales each, whose four highest bits are a quarter of the super-block's scale.
final class Iq1MKernel extends Iq1Kernel {

    private static final int GROUPS_OF_WORD = 4;
    private static final int LEVEL_BITS = 3;
    private static final int QUARTER = 4;
    private static final int QUARTER_AT = 12;
    private static final int HIGH_AT = 32;
    private static final int SCALES_AT = 48;
    private static final float FUDGE = 1.1125f;

    private final float[] factor = new float[COUNT];
    private final int[] word = new int[COUNT];
    private final int[] half = new int[COUNT];

    Iq1MKernel(boolean weighted, Grid grid) {
        super(GgmlType.IQ1_M, weighted, new HalvesCutSearch(), grid);
    }

    @Override
    int shiftOf(int shift, int octet) {
        return octet == 0 ? shift >> 1 : shift & 1;
    }

    @Override
    void put() {
        fitScale();
        scaleTimes(FUDGE);
        for (int lane = 0; lane < COUNT; lane++) {
            half[lane] = Float.floatToFloat16(scale[lane]) & 0xffff;
        }
        putNumbers(0);
        for (int group = 0; group < groups; group++) {
            highBits(group);
            putBytes(HIGH_AT + group, word, 0);
        }
        for (int i = 0; i < groups / GROUPS_OF_WORD; i++) {
            scaleWord(i);
            putShorts(SCALES_AT + 2 * i, word);
        }
    }

    /// Finds the super-block's scale again from all that has been rounded.
    private void fitScale() {
        points.clearSums();
        for (int group = 0; group < groups; group++) {
            Lanes.toFloat(ints(scaleLevels, group)).mul(2f).add(1f).intoArray(factor, 0);
            points.addSums(x, weighting.w, 2 * group, factor);
            points.addSums(x, weighting.w, 2 * group + 1, factor);
        }
        points.fitScale(scale);
    }

    private void highBits(int group) {
        IntVector shift = ints(shifts, group);
        IntVector bits = ints(numbers, 2 * group).lanewise(VectorOperators.LSHR, Byte.SIZE);
        IntVector other = ints(numbers, 2 * group + 1).lanewise(VectorOperators.LSHR, Byte.SIZE);
        bits.or(other.lanewise(VectorOperators.LSHL, 4))
                .or(shift.and(2).lanewise(VectorOperators.LSHL, 2))
                .or(shift.and(1).lanewise(VectorOperators.LSHL, 7))
                .intoArray(word, 0);
    }

    private void scaleWord(int index) {
        IntVector quarter = ints(half, 0).lanewise(VectorOperators.LSHR, QUARTER * index);
        IntVector bits = quarter.lanewise(VectorOperators.LSHL, QUARTER_AT);
        for (int i = 0; i < GROUPS_OF_WORD; i++) {
            bits = bits.or(
                    ints(scaleLevels, index * GROUPS_OF_WORD + i).lanewise(VectorOperators.LSHL, i * LEVEL_BITS));
        }
        bits.intoArray(word, 0);
    }
}
