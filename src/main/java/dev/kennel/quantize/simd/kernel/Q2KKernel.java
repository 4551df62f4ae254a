package dev.kennel.quantize.simd.kernel;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.kernel.AffineSearch.Error;
import dev.kennel.quantize.simd.kernel.AffineSearch.Trials;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// Q2_K: sixteen groups of 16, a scale and a minimum of four bits in a byte, levels four a byte.
final class Q2KKernel extends AffineSuperKernel {

    private static final int GROUP = 16;
    private static final int TOP = 3;
    private static final int TOP_SCALE = 15;
    private static final int LEVELS_AT = 16;
    private static final int SCALE_AT = 80;
    private static final BitPacking CRUMBS = BitPacking.apart(32, 4, 2);

    private final int[] words = new int[SIZE / 16 * COUNT];
    private final int[] bytes = new int[groups * COUNT];

    private Q2KKernel(Trials trials, AffineGroups weighter) {
        super(GgmlType.Q2_K, GROUP, trials, weighter);
    }

    static Q2KKernel of(boolean weighted) {
        return weighted
                ? new Q2KKernel(Trials.weighted(TOP), new AffineGroups.ByImportance(GROUP, TOP_SCALE, 1f))
                : new Q2KKernel(
                        new Trials(TOP, -0.5f, 0.1f, 15, Error.MAGNITUDE),
                        new AffineGroups.ByMagnitude(GROUP, TOP_SCALE, false));
    }

    @Override
    void putScales() {
        for (int i = 0; i < groups * COUNT; i++) {
            bytes[i] = scaleLevels[i] | depthLevels[i] << 4;
            scaleLevels[i] = bytes[i] & 15;
            depthLevels[i] = (bytes[i] & 0xff) >> 4;
        }
        BitPacking.BYTES.pack(bytes, 0, words, 0, groups / 4);
        putWords(0, words, groups / 4);
        putHalves(SCALE_AT, scale);
        putHalves(SCALE_AT + 2, depth);
    }

    @Override
    void putLevels() {
        CRUMBS.pack(levels, 0, words, 0, 8);
        CRUMBS.pack(levels, SIZE / 2, words, 8, 8);
        putWords(LEVELS_AT, words, SIZE / 16);
    }
}
