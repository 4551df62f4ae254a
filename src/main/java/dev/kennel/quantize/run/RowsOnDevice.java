package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;

/// Rows that a device was given, to be encoded there to one type after another.
interface RowsOnDevice {

    /// @param target direct, as long as the encoded rows
    void encode(GgmlType type, Optional<FloatBuffer> importance, ByteBuffer target);
}
