package dev.kennel.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/// Weights as they are found in models: normally distributed, with the deviation 0.05.
final class RandomWeights {

    private static final float DEVIATION = 0.05f;

    private RandomWeights() {}

    /// Encoded; zeros where the type is none of F32, F16 and BF16.
    static byte[] of(GgmlType type, int elements, long seed) {
        Random random = new Random(seed);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(type.bytes(elements))).order(ByteOrder.LITTLE_ENDIAN);
        if (type == GgmlType.F32 || type == GgmlType.F16 || type == GgmlType.BF16) {
            for (int index = 0; index < elements; index++) {
                put(bytes, type, (float) random.nextGaussian() * DEVIATION);
            }
        }
        return bytes.array();
    }

    static byte[] f32(float... weights) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * weights.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float weight : weights) {
            bytes.putFloat(weight);
        }
        return bytes.array();
    }

    private static void put(ByteBuffer bytes, GgmlType type, float weight) {
        switch (type) {
            case F32 -> bytes.putFloat(weight);
            case F16 -> bytes.putShort(Float.floatToFloat16(weight));
            case BF16 -> bytes.putShort((short) (Float.floatToRawIntBits(weight) >>> 16));
            default -> throw new IllegalArgumentException("no random weights in " + type);
        }
    }
}
