package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// TQ1_0 and TQ2_0: 256 levels -1 to 1, stored with 1 added, before their scale, the largest magnitude. TQ2_0
/// stores four a byte; TQ1_0 five, as a fraction of 256 whose digits to base 3 they are.
final class TernaryKernel extends LaneKernel {

    private static final int SIZE = 256;
    private static final BitPacking CRUMBS = BitPacking.apart(32, 4, 2);

    /// From byte 0: 32 bytes with digits 32 apart, 16 with digits 16 apart, 4 with four digits 4 apart.
    private static final int[] FIRST_BYTE = {0, 32, 48, 52};

    private static final int[] FIRST_LEVEL = {0, 160, 240};
    private static final int[] DIGITS = {5, 5, 4};

    private final boolean digits;
    private final float[] scale = new float[COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final int[] bytes = new int[FIRST_BYTE[3] * COUNT];
    private final int[] words = new int[SIZE / 16 * COUNT];

    TernaryKernel(GgmlType type) {
        super(type);
        this.digits = type == GgmlType.TQ1_0;
    }

    @Override
    void encodeTile(int first) {
        Extremes.largestMagnitude(x, SIZE).intoArray(scale, 0);
        levels();
        if (digits) {
            putDigits();
        } else {
            putCrumbs();
        }
    }

    /// What no int holds counts as zero.
    private void levels() {
        FloatVector inverse = Lanes.inverse(floats(scale, 0));
        for (int i = 0; i < SIZE; i++) {
            IntVector whole = Lanes.roundAway(floats(x, i).mul(inverse));
            whole.blend(0, whole.compare(VectorOperators.EQ, Integer.MIN_VALUE))
                    .add(1)
                    .intoArray(levels, i * COUNT);
        }
    }

    private void putCrumbs() {
        CRUMBS.pack(levels, 0, words, 0, SIZE / 32);
        CRUMBS.pack(levels, SIZE / 2, words, SIZE / 32, SIZE / 32);
        putWords(0, words, SIZE / 16);
        putHalves(SIZE / 4, scale);
    }

    private void putDigits() {
        for (int part = 0; part < DIGITS.length; part++) {
            int stride = FIRST_BYTE[part + 1] - FIRST_BYTE[part];
            for (int i = 0; i < stride; i++) {
                fraction(FIRST_LEVEL[part] + i, stride, DIGITS[part], FIRST_BYTE[part] + i);
            }
        }
        BitPacking.BYTES.pack(bytes, 0, words, 0, FIRST_BYTE[3] / 4);
        putWords(0, words, FIRST_BYTE[3] / 4);
        putHalves(FIRST_BYTE[3], scale);
    }

    /// Of five digits; the last is 0 where there are four.
    private void fraction(int from, int stride, int count, int at) {
        IntVector number = IntVector.zero(INTS);
        for (int digit = 0; digit < count; digit++) {
            number = number.mul(3).add(ints(levels, from + digit * stride));
        }
        int place = count == 4 ? 3 : 1;
        number.mul(place * 256).add(242).div(243).intoArray(bytes, at * COUNT);
    }
}
