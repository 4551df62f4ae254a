package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Q4_1 and Q5_1 without importance weights: levels from the least weight to the largest.
final class AffineKernel extends LaneKernel {

    private static final int SIZE = 32;

    private final int top;
    private final float[] scale = new float[COUNT];
    private final float[] least = new float[COUNT];
    private final int[] levels = new int[SIZE * COUNT];
    private final Packed32 packed;

    AffineKernel(GgmlType type, int bits) {
        super(type);
        this.top = (1 << bits) - 1;
        this.packed = new Packed32(bits);
    }

    @Override
    void encodeTile(int first) {
        range();
        levels();
        putHalves(0, scale);
        putHalves(2, least);
        packed.put(levels, this, 4);
    }

    private void range() {
        FloatVector min = constant(Float.MAX_VALUE);
        FloatVector max = constant(-Float.MAX_VALUE);
        for (int i = 0; i < SIZE; i++) {
            FloatVector value = floats(x, i);
            min = min.blend(value, value.compare(VectorOperators.LT, min));
            max = max.blend(value, value.compare(VectorOperators.GT, max));
        }
        min.intoArray(least, 0);
        max.sub(min).div(top).intoArray(scale, 0);
    }

    private void levels() {
        FloatVector min = floats(least, 0);
        FloatVector inverse = Lanes.inverse(floats(scale, 0));
        for (int i = 0; i < SIZE; i++) {
            Lanes.signedByte(Lanes.truncate(floats(x, i).sub(min).mul(inverse).add(0.5f)))
                    .min(top)
                    .intoArray(levels, i * COUNT);
        }
    }
}
