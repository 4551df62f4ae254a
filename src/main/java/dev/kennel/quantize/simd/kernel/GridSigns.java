package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// Parts weights into magnitudes and signs, a byte for eight. Some types keep seven of the signs and have an
/// even number of minuses: where it is odd, the weight that matters least gets the other sign, and a
/// magnitude below zero.
final class GridSigns {

    static final int OCTET = 8;

    private final float[] magnitudes;
    private final int[] signs;
    private final int[] least = new int[COUNT];

    /// @param count of weights
    GridSigns(int count) {
        this.magnitudes = new float[count * COUNT];
        this.signs = new int[count / OCTET * COUNT];
    }

    float[] magnitudes() {
        return magnitudes;
    }

    /// A byte for each octet.
    int[] signs() {
        return signs;
    }

    /// Keeps all signs.
    void split(float[] x) {
        for (int octet = 0; octet < signs.length / COUNT; octet++) {
            split(x, octet);
        }
    }

    /// Keeps seven of eight.
    void splitEvenly(float[] x, float[] w) {
        for (int octet = 0; octet < signs.length / COUNT; octet++) {
            split(x, octet);
            findLeast(x, w, octet);
            makeEven(octet);
        }
    }

    private void split(float[] x, int octet) {
        IntVector bits = IntVector.zero(INTS);
        for (int i = OCTET - 1; i >= 0; i--) {
            FloatVector value = floats(x, octet * OCTET + i);
            VectorMask<Float> minus = value.compare(VectorOperators.LT, 0f);
            value.blend(value.neg(), minus).intoArray(magnitudes, (octet * OCTET + i) * COUNT);
            IntVector shifted = bits.lanewise(VectorOperators.LSHL, 1);
            bits = shifted.blend(shifted.or(1), minus.cast(INTS));
        }
        bits.intoArray(signs, octet * COUNT);
    }

    private void findLeast(float[] x, float[] w, int octet) {
        int from = octet * OCTET;
        FloatVector value = floats(x, from);
        FloatVector smallest = floats(w, from).mul(value).mul(value);
        IntVector index = IntVector.zero(INTS);
        for (int i = 1; i < OCTET; i++) {
            value = floats(x, from + i);
            FloatVector product = floats(w, from + i).mul(value).mul(value);
            VectorMask<Float> smaller = product.compare(VectorOperators.LT, smallest);
            smallest = smallest.blend(product, smaller);
            index = index.blend(i, smaller.cast(INTS));
        }
        index.intoArray(least, 0);
    }

    private void makeEven(int octet) {
        IntVector bits = ints(signs, octet);
        VectorMask<Integer> odd =
                bits.lanewise(VectorOperators.BIT_COUNT).and(1).compare(VectorOperators.EQ, 1);
        IntVector index = ints(least, 0);
        for (int i = 0; i < OCTET; i++) {
            VectorMask<Integer> flipped = odd.and(index.compare(VectorOperators.EQ, i));
            FloatVector magnitude = floats(magnitudes, octet * OCTET + i);
            magnitude.neg().intoArray(magnitudes, (octet * OCTET + i) * COUNT, flipped.cast(magnitude.species()));
            bits = bits.blend(bits.lanewise(VectorOperators.XOR, 1 << i), flipped);
        }
        bits.and(127).intoArray(signs, octet * COUNT);
    }
}
