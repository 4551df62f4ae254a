package dev.kennel.quantize.simd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.codebook.BlockDecoder;
import dev.kennel.quantize.codebook.GridReader;
import dev.kennel.quantize.codebook.GridSource;

/// Encodes rows to ggml's blocks with the Vector API, one block a lane. Several threads may call at once.
public final class SimdRows {

    private record KernelKind(GgmlType type, boolean weighted) {}

    private final Map<KernelFamily, KernelFactory> factories = new EnumMap<>(KernelFamily.class);
    private final GridSource grids;
    private final Map<KernelKind, Queue<BlockKernel>> idle = new ConcurrentHashMap<>();

    /// @param ggml knows the grids
    public SimdRows(VectorWidth width, BlockDecoder ggml) {
        for (KernelFamily family : KernelFamily.values()) {
            factories.put(family, KernelLoader.load(width));
        }
        this.grids = new GridReader(ggml);
    }

    public boolean supports(GgmlType type) {
        return factory(type).supports(type);
    }

    /// Encodes whole rows.
    ///
    /// @param rowLength a multiple of the type's block size
    /// @param weights one a column, or none
    /// @param target as long as the encoded rows
    public void encode(
            GgmlType type, FloatBuffer rows, int rowLength, Optional<FloatBuffer> weights, ByteBuffer target) {
        if (!type.divides(rowLength) || target.remaining() != type.bytes(rows.remaining())) {
            throw new IllegalArgumentException("%d weights in rows of %d do not encode to %d bytes of %s"
                    .formatted(rows.remaining(), rowLength, target.remaining(), type.ggmlName()));
        }
        var kind = new KernelKind(type, weights.isPresent());
        Queue<BlockKernel> kernels = idle.computeIfAbsent(kind, _ -> new ConcurrentLinkedQueue<>());
        BlockKernel known = kernels.poll();
        BlockKernel kernel = known == null ? factory(type).kernel(type, kind.weighted(), grids) : known;
        kernel.encode(rows, rowLength, weights.orElse(null), target.slice().order(ByteOrder.LITTLE_ENDIAN));
        kernels.add(kernel);
    }

    private KernelFactory factory(GgmlType type) {
        return factories.get(KernelFamily.of(type));
    }
}
