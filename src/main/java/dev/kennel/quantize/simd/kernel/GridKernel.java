package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Sums;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// What the IQ2 and IQ3 types have in common: groups of weights whose magnitudes are points of a grid, with
/// signs and a scale of four bits each.
abstract class GridKernel extends LaneKernel {

    static final int SIZE = 256;

    final int groups;

    private final boolean weighted;
    private final float variances;
    private final float fudge;
    private final Weighting weighting = new Weighting(SIZE);
    private final GridSigns signs = new GridSigns(SIZE);
    private final GridSearch search;
    private final float[] variance = new float[COUNT];
    private final float[] roots = new float[SIZE * COUNT];
    private final float[] scales;
    private final int[] scaleLevels;
    private final float[] scale = new float[COUNT];
    private final float[] mostScale = new float[COUNT];
    private final int[] bytes;

    /// @param variances how often the super-block's variance is taken
    /// @param fudge what the super-block's scale is multiplied by
    GridKernel(GgmlType type, boolean weighted, GridSearch search, float variances, float fudge) {
        super(type);
        this.weighted = weighted;
        this.search = search;
        this.variances = variances;
        this.fudge = fudge;
        this.groups = SIZE / search.groupSize();
        this.scales = new float[groups * COUNT];
        this.scaleLevels = new int[groups * COUNT];
        this.bytes = new int[(type.blockBytes() - 2) * COUNT];
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
        split(signs, x, weighting.w);
        Arrays.fill(bytes, 0);
        startTile();
        for (int group = 0; group < groups; group++) {
            search.run(signs.magnitudes(), weighting.w, roots, group * search.groupSize(), scales, group);
            for (int lane = 0; lane < COUNT; lane++) {
                if (!search.isZero(lane)) {
                    takeGroup(group, lane);
                }
            }
        }
        quantizeScales();
        for (int lane = 0; lane < COUNT; lane++) {
            if (mostScale[lane] == 0) {
                clear(bytes, lane);
            } else {
                putScales(lane);
            }
        }
        putHalves(0, scale);
        for (int i = 0; i < bytes.length / COUNT; i++) {
            putBytes(2 + i, bytes, i);
        }
    }

    private void putScales(int lane) {
        for (int group = 0; group < groups; group++) {
            putScale(bytes, lane, group, scaleLevels[group * COUNT + lane]);
        }
    }

    private void weigh(int first) {
        Sums.ofSquares(x, 0, SIZE).mul(variances).div(SIZE).intoArray(variance, 0);
        if (weighted) {
            weighting.load(first);
            weighting.scale(x, variance);
        } else {
            weighWithoutImportance(weighting, variance);
        }
        for (int i = 0; i < SIZE; i++) {
            floats(weighting.w, i).sqrt().intoArray(roots, i * COUNT);
        }
    }

    private void takeGroup(int group, int lane) {
        boolean minus = scales[group * COUNT + lane] < 0;
        if (minus) {
            scales[group * COUNT + lane] = -scales[group * COUNT + lane];
        }
        for (int place = 0; place < search.points(); place++) {
            putPoint(bytes, lane, group, place, search.point(place, lane));
        }
        int octets = search.groupSize() / GridSigns.OCTET;
        for (int octet = 0; octet < octets; octet++) {
            int bits = signs.signs()[(group * octets + octet) * COUNT + lane];
            putSigns(bytes, lane, group, octet, minus ? ~bits : bits);
        }
        groupDone(lane);
    }

    private void quantizeScales() {
        FloatVector most = constant(0f);
        for (int group = 0; group < groups; group++) {
            FloatVector value = floats(scales, group);
            most = value.blend(most, most.compare(VectorOperators.GT, value));
        }
        most.intoArray(mostScale, 0);
        FloatVector d = most.div(31f);
        d.mul(fudge).intoArray(scale, 0);
        FloatVector inverse = constant(1f).div(d);
        for (int group = 0; group < groups; group++) {
            FloatVector half = inverse.mul(floats(scales, group)).sub(1f).mul(0.5f);
            IntVector level = Lanes.nearest(half, 0, 15);
            level.intoArray(scaleLevels, group * COUNT);
        }
    }

    /// Parts the weights into magnitudes and signs.
    abstract void split(GridSigns signs, float[] x, float[] w);

    /// Hears that a tile begins.
    void startTile() {}

    /// @param bytes of the block after its scale, in lane layout
    /// @param place of the point among the group's
    abstract void putPoint(int[] bytes, int lane, int group, int place, int point);

    abstract void putSigns(int[] bytes, int lane, int group, int octet, int bits);

    /// Hears that a group that is not of zeros is complete.
    void groupDone(int lane) {}

    /// @param level of the group's scale
    abstract void putScale(int[] bytes, int lane, int group, int level);

    /// Empties a block without scales.
    void clear(int[] bytes, int lane) {
        for (int i = lane; i < bytes.length; i += COUNT) {
            bytes[i] = 0;
        }
    }

    /// Makes a weight's weight of itself.
    void weighWithoutImportance(Weighting weighting, float[] variance) {
        weighting.takeSquares(x);
    }
}
