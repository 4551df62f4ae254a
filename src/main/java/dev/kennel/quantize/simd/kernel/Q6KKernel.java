package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Requantizer;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// Q6_K: sixteen groups of 16 with a signed byte of a scale each; levels of six bits, four and two apart.
final class Q6KKernel extends LaneKernel {

    private static final int SIZE = 256;
    private static final int GROUP = 16;
    private static final int GROUPS = SIZE / GROUP;
    private static final int HALF = 32;
    private static final float LEAST_SCALE = 1e-15f;
    private static final int HIGH_AT = 128;
    private static final int SCALES_AT = 192;
    private static final int SCALE_AT = 208;
    private static final BitPacking NIBBLES = BitPacking.apart(64, 2, 4);
    private static final BitPacking HIGH_BITS = BitPacking.apart(32, 4, 2).dropping(4);

    private final boolean weighted;
    private final Weighting weighting = new Weighting(SIZE);
    private final SymmetricSearch search = new SymmetricSearch(GROUPS, GROUP, HALF);
    private final float[] scales = new float[GROUPS * COUNT];
    private final float[] scale = new float[COUNT];
    private final int[] scaleLevels = new int[GROUPS * COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final int[] words = new int[SIZE / 8 * COUNT];

    Q6KKernel(boolean weighted) {
        super(GgmlType.Q6_K);
        this.weighted = weighted;
    }

    @Override
    void start(FloatBuffer rows, int rowLength, FloatBuffer importance) {
        if (weighted) {
            weighting.start(importance);
        }
    }

    @Override
    void encodeTile(int first) {
        search.run(x, weights(first), scales);
        quantizeScales();
        Lanes.roundToHalf(scale);
        for (int group = 0; group < GROUPS; group++) {
            requantize(group);
        }
        clearZeros();
        put();
    }

    private float[] weights(int first) {
        if (weighted) {
            weighting.load(first);
            return weighting.importance;
        }
        weighting.takeSquares(x);
        return weighting.w;
    }

    /// The farthest scale becomes -128.
    private void quantizeScales() {
        FloatVector inverse = constant(-128f).div(Extremes.farthest(scales, 0, GROUPS));
        constant(1f).div(inverse).intoArray(scale, 0);
        for (int group = 0; group < GROUPS; group++) {
            Lanes.signedByte(Lanes.nearest(inverse.mul(floats(scales, group))).min(127))
                    .intoArray(scaleLevels, group * COUNT);
        }
    }

    private void requantize(int group) {
        FloatVector groupScale = floats(scale, 0).mul(Lanes.toFloat(ints(scaleLevels, group)));
        if (groupScale.compare(VectorOperators.EQ, 0f).anyTrue()) {
            search.levels(x, group, levels);
        }
        Requantizer.requantize(x, group * GROUP, GROUP, groupScale, constant(0f), -HALF, HALF - 1, levels);
    }

    /// A super-block of zeros has no bit set.
    private void clearZeros() {
        VectorMask<Float> zero = Extremes.farthest(scales, 0, GROUPS).abs().compare(VectorOperators.LT, LEAST_SCALE);
        if (zero.anyTrue()) {
            floats(scale, 0).blend(0f, zero).intoArray(scale, 0);
            Lanes.clear(levels, SIZE, zero.cast(INTS));
            Lanes.clear(scaleLevels, GROUPS, zero.cast(INTS));
        }
    }

    private void put() {
        NIBBLES.pack(levels, 0, words, 0, 16);
        NIBBLES.pack(levels, SIZE / 2, words, 16, 16);
        putWords(0, words, 32);
        HIGH_BITS.pack(levels, 0, words, 0, 8);
        HIGH_BITS.pack(levels, SIZE / 2, words, 8, 8);
        putWords(HIGH_AT, words, 16);
        BitPacking.BYTES.pack(scaleLevels, 0, words, 0, GROUPS / 4);
        putWords(SCALES_AT, words, GROUPS / 4);
        putHalves(SCALE_AT, scale);
    }
}
