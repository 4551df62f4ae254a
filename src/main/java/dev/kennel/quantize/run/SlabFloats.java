package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.RowEncoder;

/// The floats of a slab's rows: made beforehand, in parts, or when they are first asked for, since devices may do
/// without.
final class SlabFloats {

    private final GgmlType type;
    private final ByteBuffer source;
    private final FloatBuffer memory;
    private final RowEncoder rows;
    private boolean made;

    /// @param type of the source; F32 is made already
    /// @param memory where they go
    SlabFloats(GgmlType type, ByteBuffer source, FloatBuffer memory, RowEncoder rows) {
        this.type = type;
        this.source = source;
        this.memory = memory;
        this.rows = rows;
        this.made = type == GgmlType.F32;
    }

    /// Makes those of whole rows, from any thread: [#areMade] when all are.
    ///
    /// @param first weight
    void make(int first, int count) {
        ByteBuffer part = source.slice(Math.toIntExact(type.bytes(first)), Math.toIntExact(type.bytes(count)));
        rows.widen(type, part, memory.slice(first, count));
    }

    synchronized void areMade() {
        made = true;
    }

    /// From any thread.
    synchronized FloatBuffer get() {
        if (!made) {
            make(0, memory.remaining());
            made = true;
        }
        return memory;
    }
}
