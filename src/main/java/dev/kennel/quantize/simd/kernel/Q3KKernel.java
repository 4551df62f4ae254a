package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Requantizer;
import dev.kennel.quantize.simd.lane.Sums;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// Q3_K: sixteen groups of 16 with a scale of six bits each; levels of three bits, one and two apart.
final class Q3KKernel extends LaneKernel {

    private static final int SIZE = 256;
    private static final int GROUP = 16;
    private static final int GROUPS = SIZE / GROUP;
    private static final int HALF = 4;
    private static final int SCALE_HALF = 32;
    private static final int LEVELS_AT = 32;
    private static final int SCALES_AT = 96;
    private static final int SCALE_AT = 108;
    private static final BitPacking HIGH_BITS = BitPacking.apart(32, 8, 1).dropping(2);
    private static final BitPacking CRUMBS = BitPacking.apart(32, 4, 2);
    private static final BitPacking SCALE_NIBBLES = BitPacking.apart(8, 2, 4);
    private static final BitPacking SCALE_CRUMBS = BitPacking.apart(4, 4, 2).dropping(4);

    private final boolean weighted;
    private final Weighting weighting = new Weighting(SIZE);
    private final SymmetricSearch search = new SymmetricSearch(GROUPS, GROUP, HALF);
    private final RefiningSearch refiningSearch = new RefiningSearch(GROUPS, GROUP, HALF);
    private final SymmetricSearch scaleSearch = new SymmetricSearch(1, GROUPS, SCALE_HALF);
    private final float[] variance = new float[COUNT];
    private final float[] groupWeights = new float[GROUPS * COUNT];
    private final float[] scales = new float[GROUPS * COUNT];
    private final float[] scale = new float[COUNT];
    private final int[] scaleLevels = new int[GROUPS * COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final int[] words = new int[SIZE / 16 * COUNT];

    Q3KKernel(boolean weighted) {
        super(GgmlType.Q3_K);
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
        if (weighted) {
            searchByImportance(first);
        } else {
            refiningSearch.run(x, levels, scales);
            quantizeScales();
        }
        Lanes.roundToHalf(scale);
        for (int group = 0; group < GROUPS; group++) {
            requantize(group);
        }
        put();
    }

    private void searchByImportance(int first) {
        Sums.ofSquares(x, 0, SIZE).mul(2f).div(SIZE).intoArray(variance, 0);
        weighting.load(first);
        weighting.scale(x, variance);
        for (int group = 0; group < GROUPS; group++) {
            Sums.of(weighting.w, group * GROUP, GROUP).intoArray(groupWeights, group * COUNT);
        }
        search.run(x, weighting.w, scales);
        scaleSearch.run(scales, groupWeights, scale);
        scaleSearch.levels(scales, 0, scaleLevels);
    }

    /// The farthest scale becomes the lowest level. Without any all levels are zero, as are their bits.
    private void quantizeScales() {
        FloatVector farthest = Extremes.farthest(scales, 0, GROUPS);
        VectorMask<Float> zero = farthest.compare(VectorOperators.EQ, 0f);
        FloatVector inverse = constant(-SCALE_HALF).div(farthest);
        constant(1f).div(inverse).blend(0f, zero).intoArray(scale, 0);
        for (int group = 0; group < GROUPS; group++) {
            Lanes.signedByte(Lanes.nearest(inverse.mul(floats(scales, group))))
                    .max(-SCALE_HALF)
                    .min(SCALE_HALF - 1)
                    .add(SCALE_HALF)
                    .blend(0, zero.cast(INTS))
                    .intoArray(scaleLevels, group * COUNT);
        }
    }

    private void requantize(int group) {
        FloatVector level = Lanes.toFloat(ints(scaleLevels, group).sub(SCALE_HALF));
        FloatVector groupScale = floats(scale, 0).mul(level);
        if (weighted && groupScale.compare(VectorOperators.EQ, 0f).anyTrue()) {
            search.levels(x, group, levels);
        }
        Requantizer.requantize(x, group * GROUP, GROUP, groupScale, constant(0f), -HALF, HALF - 1, levels);
    }

    private void put() {
        HIGH_BITS.pack(levels, 0, words, 0, 8);
        putWords(0, words, 8);
        CRUMBS.pack(levels, 0, words, 0, 8);
        CRUMBS.pack(levels, SIZE / 2, words, 8, 8);
        putWords(LEVELS_AT, words, 16);
        SCALE_NIBBLES.pack(scaleLevels, 0, words, 0, 2);
        SCALE_CRUMBS.pack(scaleLevels, 0, words, 2, 1);
        putWords(SCALES_AT, words, 3);
        putHalves(SCALE_AT, scale);
    }
}
