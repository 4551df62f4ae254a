package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.kennel.gguf.GgmlType;

/// Vectors are slow until the JVM has compiled them, which takes seconds for each kernel. Until then they get
/// a row of each chunk and ggml the others, whose bytes are the same; once their row takes less time than
/// ggml's they get all.
final class WarmingEncoder implements TensorEncoder {

    private record KernelKind(GgmlType type, boolean weighted) {}

    private final TensorEncoder vectors;
    private final TensorEncoder ggml;
    private final Set<KernelKind> warm = ConcurrentHashMap.newKeySet();

    /// @param ggml prepared for the types that come
    WarmingEncoder(TensorEncoder vectors, TensorEncoder ggml) {
        this.vectors = vectors;
        this.ggml = ggml;
    }

    @Override
    public String name() {
        return vectors.name();
    }

    @Override
    public boolean supports(GgmlType type) {
        return vectors.supports(type);
    }

    @Override
    public void prepare(GgmlType type) {
        vectors.prepare(type);
        ggml.prepare(type);
    }

    @Override
    public void encode(GgmlType type, FloatRows rows, ByteBuffer target) {
        var kind = new KernelKind(type, rows.importance().isPresent());
        if (rows.count() == 1 || warm.contains(kind)) {
            vectors.encode(type, rows, target);
            return;
        }
        long vectorNanos = timed(vectors, type, rows, target, 0, 1);
        long ggmlNanos = timed(ggml, type, rows, target, 1, rows.count() - 1);
        if (vectorNanos < ggmlNanos / (rows.count() - 1)) {
            warm.add(kind);
        }
    }

    private static long timed(
            TensorEncoder encoder, GgmlType type, FloatRows rows, ByteBuffer target, int first, int count) {
        int rowBytes = Math.toIntExact(type.bytes(rows.rowLength()));
        ByteBuffer part = target.slice(target.position() + first * rowBytes, count * rowBytes);
        long start = System.nanoTime();
        encoder.encode(type, rows.slice(first, count), part);
        return System.nanoTime() - start;
    }
}
