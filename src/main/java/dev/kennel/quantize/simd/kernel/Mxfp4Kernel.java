package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.codebook.Mxfp4Exponent;
import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Mxfp4Codebook;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// MXFP4: the exponent of 32 weights in a byte, and floats of four bits: three of magnitude, one of sign.
final class Mxfp4Kernel extends LaneKernel {

    private static final int SIZE = GgmlType.MXFP4.blockSize();
    private static final BitPacking NIBBLES = BitPacking.apart(16, 2, 4);

    private final float[] most = new float[COUNT];
    private final float[] unit = new float[COUNT];
    private final int[] exponents = new int[COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final int[] words = new int[SIZE / 8 * COUNT];

    Mxfp4Kernel() {
        super(GgmlType.MXFP4);
    }

    @Override
    void encodeTile(int first) {
        Extremes.largestMagnitude(x, SIZE).intoArray(most, 0);
        for (int lane = 0; lane < COUNT; lane++) {
            exponents[lane] = Mxfp4Exponent.of(most[lane]);
            unit[lane] = Mxfp4Exponent.halfUnit(exponents[lane]);
        }
        FloatVector d = floats(unit, 0);
        for (int i = 0; i < SIZE; i++) {
            Mxfp4Codebook.index(floats(x, i), d).intoArray(levels, i * COUNT);
        }
        NIBBLES.pack(levels, 0, words, 0, SIZE / 8);
        putBytes(0, exponents, 0);
        putWords(1, words, SIZE / 8);
    }
}
