package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Sums;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// What IQ1_S and IQ1_M have in common: groups of weights with a scale of three bits and levels -1 to 1, which are
/// shifted a little; eight together are a point of a grid.
abstract class Iq1Kernel extends LaneKernel {

    static final int SIZE = 256;

    final int groups;

    /// Of each group: its scale, its level of the super-block's, and which way it is shifted.
    final float[] scales;

    final int[] scaleLevels;
    final int[] shifts;

    /// Of the points.
    final int[] numbers = new int[SIZE / Iq1Points.OCTET * COUNT];

    /// The super-block's; 0 where all groups are of zeros.
    final float[] scale = new float[COUNT];

    final Iq1Points points;
    final Weighting weighting = new Weighting(SIZE);

    private final boolean weighted;
    private final CutSearch search;
    private final int octets;
    private final float[] variance = new float[COUNT];
    private final int[] combinations = new int[COUNT];

    Iq1Kernel(GgmlType type, boolean weighted, CutSearch search, Grid grid) {
        super(type);
        this.weighted = weighted;
        this.search = search;
        this.groups = SIZE / search.count;
        this.octets = search.count / Iq1Points.OCTET;
        this.points = new Iq1Points(grid, SIZE / Iq1Points.OCTET);
        this.scales = new float[groups * COUNT];
        this.scaleLevels = new int[groups * COUNT];
        this.shifts = new int[groups * COUNT];
    }

    @Override
    final void start(FloatBuffer rows, int rowLength, FloatBuffer importance) {
        if (weighted) {
            weighting.start(importance);
        }
    }

    @Override
    final void encodeTile(int first) {
        weigh(first);
        points.start(x, weighting.w);
        for (int group = 0; group < groups; group++) {
            search.run(x, weighting.w, group * search.count);
            search.takeScale(scales, shifts, group);
            for (int octet = 0; octet < octets; octet++) {
                search.takeLevels(octet, combinations, 0);
                find(group, octet);
            }
            points.fit(x, weighting.w, group * octets, octets, scales, group);
        }
        for (int octet = 0; octet < SIZE / Iq1Points.OCTET; octet++) {
            points.takeNumbers(octet, numbers);
        }
        quantizeScales();
        put();
    }

    private void weigh(int first) {
        if (weighted) {
            Sums.ofSquares(x, 0, SIZE).mul(2f).div(SIZE).intoArray(variance, 0);
            weighting.load(first);
            weighting.scale(x, variance);
        } else {
            weighting.takeSquares(x);
        }
    }

    private void find(int group, int octet) {
        int at = group * octets + octet;
        for (int lane = 0; lane < COUNT; lane++) {
            if (search.isZero(lane)) {
                points.takeFirst(at, lane);
            } else {
                boolean down = shiftOf(shifts[group * COUNT + lane], octet) != 0;
                points.take(at, lane, combinations[lane], down);
            }
        }
        points.find(at, scales, group);
    }

    /// Without a scale in any group, no group is shifted.
    private void quantizeScales() {
        FloatVector most = constant(0f);
        for (int group = 0; group < groups; group++) {
            FloatVector value = floats(scales, group);
            most = value.blend(most, most.compare(VectorOperators.GT, value));
        }
        VectorMask<Float> none = most.compare(VectorOperators.EQ, 0f);
        FloatVector d = most.div(15f);
        d.blend(0f, none).intoArray(scale, 0);
        FloatVector inverse = constant(1f).div(d);
        for (int group = 0; group < groups; group++) {
            FloatVector half = inverse.mul(floats(scales, group)).sub(1f).mul(0.5f);
            Lanes.nearest(half, 0, 7).intoArray(scaleLevels, group * COUNT);
            ints(shifts, group).blend(0, none.cast(INTS)).intoArray(shifts, group * COUNT);
        }
    }

    /// Multiplies the scale.
    final void scaleTimes(float factor) {
        floats(scale, 0).mul(factor).intoArray(scale, 0);
    }

    /// Writes the low bytes of the points' numbers.
    final void putNumbers(int at) {
        for (int octet = 0; octet < SIZE / Iq1Points.OCTET; octet++) {
            putBytes(at + octet, numbers, octet);
        }
    }

    /// Which way an octet of a group is shifted: 0 is up.
    ///
    /// @param shift the group's
    abstract int shiftOf(int shift, int octet);

    /// Writes the blocks.
    abstract void put();
}
