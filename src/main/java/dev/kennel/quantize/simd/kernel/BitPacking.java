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

    BitPacking {
        if (bits == Byte.SIZE && (step != 1 || parts != 1 || drop != 0)) {
            throw new IllegalArgumentException("whole bytes only follow one another");
        }
    }

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

    /// Packs four bytes into each word. Levels are 0 to 255; those that are bytes themselves
    /// may have a sign.
    ///
    /// @param levels in lane layout
    /// @param words in lane layout
    void pack(int[] levels, int from, int[] words, int at, int count) {
        for (int i = 0; i < count; i++) {
            if (bits == Byte.SIZE) {
                bytes(levels, from + 4 * i, words, at + i);
            } else {
                word(levels, from + 4 * i * step, words, at + i);
            }
        }
    }

    private void word(int[] levels, int from, int[] words, int at) {
        IntVector word = IntVector.zero(INTS);
        for (int part = 0; part < parts; part++) {
            int first = from + part * stride;
            IntVector fields = ints(levels, first + 3 * step);
            for (int i = 2; i >= 0; i--) {
                fields = fields.lanewise(VectorOperators.LSHL, 8).or(ints(levels, first + i * step));
            }
            fields = fields.lanewise(VectorOperators.LSHR, drop).and(((1 << bits) - 1) * 0x01010101);
            word = word.or(fields.lanewise(VectorOperators.LSHL, part * bits));
        }
        word.intoArray(words, at * COUNT);
    }

    /// Of whole bytes, with sign or without.
    private void bytes(int[] levels, int from, int[] words, int at) {
        IntVector word = ints(levels, from + 3);
        for (int i = 2; i >= 0; i--) {
            word = word.lanewise(VectorOperators.LSHL, 8)
                    .or(ints(levels, from + i).and(0xff));
        }
        word.intoArray(words, at * COUNT);
    }
}
