package dev.kennel.quantize.simd.kernel;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.kernel.AffineSearch.Error;
import dev.kennel.quantize.simd.kernel.AffineSearch.Trials;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// Q4_K and Q5_K: eight groups of 32, scales and minima of six bits. Of the levels, two a byte, Q5_K keeps
/// the fifth bits apart.
final class Q4And5KKernel extends AffineSuperKernel {

    private static final int GROUP = 32;
    private static final int TOP_SCALE = 63;
    private static final int SCALES_AT = 4;
    private static final int LEVELS_AT = 16;
    private static final BitPacking NIBBLES = BitPacking.apart(GROUP, 2, 4);
    private static final BitPacking FIFTH_BITS = BitPacking.apart(GROUP, 8, 1).dropping(4);

    private final boolean fifthBit;
    private final int mostStored;
    private final MixedScales packedScales = new MixedScales();
    private final int[] words = new int[SIZE / 8 * COUNT];

    /// @param mostStored what levels of scales and minima are cut to
    private Q4And5KKernel(GgmlType type, Trials trials, AffineGroups weighter, int mostStored) {
        super(type, GROUP, trials, weighter);
        this.fifthBit = type == GgmlType.Q5_K;
        this.mostStored = mostStored;
    }

    /// With importance weights a level that is too high runs over into its neighbour.
    static Q4And5KKernel q4(boolean weighted) {
        return weighted
                ? new Q4And5KKernel(GgmlType.Q4_K, Trials.weighted(15), byImportance(), 255)
                : new Q4And5KKernel(
                        GgmlType.Q4_K, new Trials(15, -1f, 0.1f, 20, Error.SQUARE), byMagnitude(), TOP_SCALE);
    }

    static Q4And5KKernel q5(boolean weighted) {
        return weighted
                ? new Q4And5KKernel(GgmlType.Q5_K, Trials.weighted(31), byImportance(), TOP_SCALE)
                : new Q4And5KKernel(
                        GgmlType.Q5_K, new Trials(31, -0.5f, 0.1f, 15, Error.SQUARE), byMagnitude(), TOP_SCALE);
    }

    private static AffineGroups byImportance() {
        return new AffineGroups.ByImportance(GROUP, TOP_SCALE, 2f);
    }

    private static AffineGroups byMagnitude() {
        return new AffineGroups.ByMagnitude(GROUP, TOP_SCALE, true);
    }

    @Override
    void putScales() {
        for (int i = 0; i < groups * COUNT; i++) {
            scaleLevels[i] = Math.min(mostStored, scaleLevels[i]);
            depthLevels[i] = Math.min(mostStored, depthLevels[i]);
        }
        putHalves(0, scale);
        putHalves(2, depth);
        packedScales.put(scaleLevels, depthLevels, this, SCALES_AT);
    }

    @Override
    void putLevels() {
        int at = LEVELS_AT;
        if (fifthBit) {
            FIFTH_BITS.pack(levels, 0, words, 0, GROUP / 4);
            putWords(at, words, GROUP / 4);
            at += GROUP;
        }
        for (int from = 0; from < SIZE; from += 2 * GROUP) {
            NIBBLES.pack(levels, from, words, from / 8, GROUP / 4);
        }
        putWords(at, words, SIZE / 8);
    }
}
