package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import jdk.incubator.vector.FloatVector;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Requantizer;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// What Q2_K, Q4_K and Q5_K have in common: 256 weights in groups, each with a scale and a minimum, which are
/// quantized themselves.
abstract class AffineSuperKernel extends LaneKernel {

    static final int SIZE = 256;

    final int groups;
    final int groupSize;
    final int[] levels = new int[SIZE * COUNT];
    final int[] scaleLevels;
    final int[] depthLevels;

    /// Of the whole super-block.
    final float[] scale = new float[COUNT];

    final float[] depth = new float[COUNT];

    private final AffineSearch.Trials trials;
    private final AffineGroups weighter;
    private final AffineSearch search;
    private final float[] scales;
    private final float[] depths;

    AffineSuperKernel(GgmlType type, int groupSize, AffineSearch.Trials trials, AffineGroups weighter) {
        super(type);
        this.groupSize = groupSize;
        this.groups = SIZE / groupSize;
        this.trials = trials;
        this.weighter = weighter;
        this.search = new AffineSearch(groups, groupSize, trials);
        this.scales = new float[groups * COUNT];
        this.depths = new float[groups * COUNT];
        this.scaleLevels = new int[groups * COUNT];
        this.depthLevels = new int[groups * COUNT];
    }

    @Override
    final void start(FloatBuffer rows, int rowLength, FloatBuffer importance) {
        weighter.start(importance);
    }

    @Override
    final void encodeTile(int first) {
        float[] w = weighter.weights(x, first);
        search.run(x, w, levels, scales, depths);
        weighter.quantize(scales, scaleLevels, scale);
        weighter.quantize(depths, depthLevels, depth);
        putScales();
        Lanes.roundToHalf(scale);
        Lanes.roundToHalf(depth);
        for (int group = 0; group < groups; group++) {
            requantize(group);
        }
        putLevels();
    }

    /// Writes scales and minima, and leaves their levels as a decoder reads them.
    abstract void putScales();

    abstract void putLevels();

    private void requantize(int group) {
        FloatVector groupScale = floats(scale, 0).mul(Lanes.toFloat(Lanes.ints(scaleLevels, group)));
        FloatVector groupDepth = floats(depth, 0).mul(Lanes.toFloat(Lanes.ints(depthLevels, group)));
        Requantizer.requantize(x, group * groupSize, groupSize, groupScale, groupDepth, 0, trials.top(), levels);
    }
}
