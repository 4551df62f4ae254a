package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import jdk.incubator.vector.FloatVector;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Iq4Codebook;
import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Sums;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// What IQ4_NL and IQ4_XS have in common: groups of 32 weights, each an entry of the [Iq4Codebook], two a
/// byte.
abstract class Iq4Kernel extends LaneKernel {

    static final int GROUP = 32;

    final float[] scales;

    private static final BitPacking NIBBLES = BitPacking.apart(GROUP / 2, 2, 4);

    private final int size;
    private final boolean weighted;
    private final Weighting weighting;
    private final CodebookSearch search = new CodebookSearch();
    private final float[] variance = new float[COUNT];
    private final int[] levels;
    private final int[] words;

    Iq4Kernel(GgmlType type, boolean weighted) {
        super(type);
        this.size = type.blockSize();
        this.weighted = weighted;
        this.weighting = new Weighting(size);
        this.scales = new float[size / GROUP * COUNT];
        this.levels = new int[size * COUNT];
        this.words = new int[size / 8 * COUNT];
    }

    @Override
    final void start(FloatBuffer rows, int rowLength, FloatBuffer importance) {
        if (weighted) {
            weighting.start(importance);
        }
    }

    /// Finds the scale of each group.
    final void findScales(int first) {
        if (weighted) {
            Sums.ofSquares(x, 0, size).mul(2f / size).intoArray(variance, 0);
            weighting.load(first);
            weighting.scale(x, variance);
        } else {
            weighting.takeSquares(x);
        }
        for (int group = 0; group < size / GROUP; group++) {
            search.run(x, weighting.w, group * GROUP, scales, group);
        }
    }

    /// Finds the entries of a group.
    ///
    /// @param scale of each lane
    final void quantize(int group, float[] scale) {
        FloatVector inverse = Lanes.inverse(floats(scale, 0));
        for (int i = group * GROUP; i < (group + 1) * GROUP; i++) {
            Iq4Codebook.index(inverse.mul(floats(x, i))).intoArray(levels, i * COUNT);
        }
    }

    final void putLevels(int at) {
        for (int from = 0; from < size; from += GROUP) {
            NIBBLES.pack(levels, from, words, from / 8, GROUP / 8);
        }
        putWords(at, words, size / 8);
    }
}
