package dev.kennel.quantize.codebook;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

import dev.kennel.gguf.GgmlType;

/// Decodes blocks of a type: ggml's own functions.
@FunctionalInterface
public interface BlockDecoder {

    /// @param blocks direct, as is the target
    /// @param target as long as there are weights in the blocks
    void decode(GgmlType type, ByteBuffer blocks, FloatBuffer target);
}
