package dev.kennel.quantize.kernels;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

import org.lwjgl.system.MemoryUtil;

import dev.kennel.gguf.GgmlType;

/// Weights on their way to a device, which widens those of two bytes itself.
///
/// @param type F32, F16 or BF16
/// @param bytes direct, in native byte order; the weights lie between position and limit
public record SourceRows(GgmlType type, ByteBuffer bytes) {

    /// @param floats direct, in native byte order
    public static SourceRows of(FloatBuffer floats) {
        return new SourceRows(GgmlType.F32, MemoryUtil.memByteBuffer(floats));
    }

    /// Whether a device widens weights of a type.
    public static boolean areWidened(GgmlType type) {
        return type == GgmlType.F16 || type == GgmlType.BF16;
    }

    int count() {
        return bytes.remaining() / type.blockBytes();
    }

    /// @param first weight
    public SourceRows slice(int first, int count) {
        int size = type.blockBytes();
        return new SourceRows(type, bytes.slice(bytes.position() + first * size, count * size));
    }
}
