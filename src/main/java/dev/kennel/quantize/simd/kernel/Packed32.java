package dev.kennel.quantize.simd.kernel;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// Bytes of a block of 32 levels of four or five bits: byte `i` holds the low bits of levels `i` and `i +
/// 16`; fifth bits go into a word of their own before them.
final class Packed32 {

    private static final BitPacking NIBBLES = BitPacking.apart(16, 2, 4);
    private static final BitPacking FIFTH_BITS = BitPacking.following(8, 1).dropping(4);

    private final int wordCount;
    private final int[] words = new int[5 * COUNT];

    /// @param bits four or five
    Packed32(int bits) {
        this.wordCount = bits;
    }

    /// @param at where they go in the block
    void put(int[] levels, LaneKernel target, int at) {
        if (wordCount == 5) {
            FIFTH_BITS.pack(levels, 0, words, 0, 1);
            NIBBLES.pack(levels, 0, words, 1, 4);
        } else {
            NIBBLES.pack(levels, 0, words, 0, 4);
        }
        target.putWords(at, words, wordCount);
    }
}
