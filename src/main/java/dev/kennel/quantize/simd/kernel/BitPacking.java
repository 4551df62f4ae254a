package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// How levels become bytes: byte `i` holds `parts` fields of `bits` bits, lowest first, field `p` of which is
/// level `from + i * step + p * stride` without its `drop` low bits.
record BitPacking(int step, int stride, int parts, int bits, int drop) {

    static final BitPacking BYTES = following(1, 8);

    /// Fields from levels that lie `stride` apart.
    static BitPacking apart(int stride, int parts, int bits) {
        return new BitPacking(1, stride, parts, bits, 0);
    }

    /// Fields from levels that follow one another.
    static BitPacking following(int parts, int bits) {
        return new BitPacking(parts, 1, parts, bits, 0);
    }

    /// The bits above the dropped ones.
    BitPacking dropping(int drop) {
        return new BitPacking(step, stride, parts, bits, drop);
    }

    /// Packs four bytes into each word.
    ///
    /// @param levels in lane layout
    /// @param words in lane layout
    void pack(int[] levels, int from, int[] words, int at, int count) {
        for (int i = 0; i < count; i++) {
            word(levels, from + 4 * i * step, words, at + i);
        }
    }

    private void word(int[] levels, int from, int[] words, int at) {
        int mask = (1 << bits) - 1;
        IntVector word = IntVector.zero(INTS);
        for (int part = 0; part < parts; part++) {
            IntVector field = IntVector.zero(INTS);
            for (int i = 3; i >= 0; i--) {
                IntVector level = ints(levels, from + i * step + part * stride);
                field = field.lanewise(VectorOperators.LSHL, 8)
                        .or(level.lanewise(VectorOperators.LSHR, drop).and(mask));
            }
            word = word.or(field.lanewise(VectorOperators.LSHL, part * bits));
        }
        word.intoArray(words, at * COUNT);
    }
}
