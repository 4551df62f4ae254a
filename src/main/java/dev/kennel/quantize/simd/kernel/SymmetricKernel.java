package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Q4_0 and Q5_0 without importance weights: the farthest weight becomes the lowest level.
final class SymmetricKernel extends LaneKernel {

    private static final int SIZE = 32;

    private final int half;
    private final float[] scale = new float[COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final Packed32 packed;

    SymmetricKernel(GgmlType type, int bits) {
        super(type);
        this.half = 1 << (bits - 1);
        this.packed = new Packed32(bits);
    }

    @Override
    void encodeTile(int first) {
        Extremes.farthest(x, 0, SIZE).div(-half).intoArray(scale, 0);
        levels();
        putHalves(0, scale);
        packed.put(levels, this, 2);
    }

    /// Only the low byte of a whole number counts, with its sign.
    private void levels() {
        FloatVector inverse = Lanes.inverse(floats(scale, 0));
        int top = 2 * half - 1;
        for (int i = 0; i < SIZE; i++) {
            Lanes.signedByte(Lanes.truncate(floats(x, i).mul(inverse).add(half + 0.5f)))
                    .min(top)
                    .intoArray(levels, i * COUNT);
        }
    }
}
