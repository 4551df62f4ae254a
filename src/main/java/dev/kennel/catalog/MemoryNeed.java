package dev.kennel.catalog;

import java.util.Optional;

import dev.kennel.gguf.CacheGeometry;
import dev.kennel.measure.MemoryUse;

/// What a quant needs in memory at work, in bytes.
///
/// @param model of its tensors
/// @param context of keys, values and recurrent state; all layers at full length, so rather too much than too little
/// @param compute of what a decode works with
/// @param measured whether model and compute were measured; else they are estimates from the file's size
record MemoryNeed(long model, long context, long compute, boolean measured) {

    /// Where nothing was measured: what llama.cpp computes in is small beside the tensors.
    private static final double COMPUTE_SHARE = 0.05;

    /// Keys and values are kept as F16.
    private static final int CACHE_BYTES = 2;

    /// @param tokens of context
    static MemoryNeed of(QuantRow row, CacheGeometry cache, long tokens) {
        long context = CACHE_BYTES * cache.elementsPerToken() * tokens + Float.BYTES * cache.recurrentElements();
        Optional<MemoryUse> use = row.memory();
        long file = row.quant().artifact.bytes;
        return use.map(known -> new MemoryNeed(known.model(), context, known.compute(), true))
                .orElseGet(() -> new MemoryNeed(file, context, Math.round(COMPUTE_SHARE * file), false));
    }

    public long bytes() {
        return model + context + compute;
    }
}
