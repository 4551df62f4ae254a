package dev.kennel.quantize.simd.kernel;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// The twelve bytes of Q4_K and Q5_K that hold eight scales and eight minima of six bits. Bytes 0 to 3 and 4
/// to 7 hold the first four of each; bytes 8 to 11 the low halves of the others, whose high bits go on top of
/// the first eight.
final class MixedScales {

    private static final int HALF = 4;

    private final int[] bytes = new int[12 * COUNT];

    /// Packs and writes them, and makes of the levels what a decoder reads back: six bits, after whatever did
    /// not fit has run over.
    void put(int[] scales, int[] depths, LaneKernel target, int at) {
        for (int i = 0; i < HALF * COUNT; i++) {
            int upper = i + HALF * COUNT;
            bytes[i] = scales[i] | scales[upper] >> 4 << 6;
            bytes[upper] = depths[i] | depths[upper] >> 4 << 6;
            bytes[upper + HALF * COUNT] = scales[upper] & 15 | (depths[upper] & 15) << 4;
        }
        for (int i = 0; i < 12; i++) {
            target.putBytes(at + i, bytes, i);
        }
        for (int i = 0; i < HALF * COUNT; i++) {
            int upper = i + HALF * COUNT;
            scales[i] = bytes[i] & 63;
            depths[i] = bytes[upper] & 63;
            scales[upper] = bytes[upper + HALF * COUNT] & 15 | (bytes[i] & 0xff) >> 6 << 4;
            depths[upper] = bytes[upper + HALF * COUNT] >> 4 | (bytes[upper] & 0xff) >> 6 << 4;
        }
    }
}
