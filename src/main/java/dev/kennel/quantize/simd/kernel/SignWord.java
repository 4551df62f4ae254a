package dev.kennel.quantize.simd.kernel;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// The word of IQ2_XXS and IQ3_XXS that holds four times seven signs and a scale.
final class SignWord {

    private SignWord() {}

    /// Sets bits.
    ///
    /// @param bytes in lane layout, the word's lowest at `at`
    static void or(int[] bytes, int at, int lane, int bits) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[(at + i) * COUNT + lane] |= bits >>> 8 * i & 0xff;
        }
    }
}
