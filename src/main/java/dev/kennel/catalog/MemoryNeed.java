package dev.kennel.catalog;

import java.util.Optional;
import java.util.OptionalLong;

import dev.kennel.gguf.CacheGeometry;
import dev.kennel.measure.MemoryUse;

/// What a quant needs in memory at work, in bytes.
///
/// @param model of its tensors
/// @param context of keys, values and recurrent state; all layers at full length, so rather too much than too little
/// @param compute of what a decode works with
/// @param measured whether model and compute were measured; else the file's size stands for the model
record MemoryNeed(long model, long context, long compute, boolean measured) {

    /// Where no quant of the model was measured: what llama.cpp computes in is small beside the tensors of large ones.
    private static final double COMPUTE_SHARE = 0.05;

    /// Keys and values are kept as F16.
    private static final int CACHE_BYTES = 2;

    /// @param tokens of context
    /// @param compute that another quant of the model was measured to work with: it hardly depends on the types
    static MemoryNeed of(QuantRow row, CacheGeometry cache, long tokens, OptionalLong compute) {
        long context = CACHE_BYTES * cache.elementsPerToken() * tokens + Float.BYTES * cache.recurrentElements();
        Optional<MemoryUse> use = row.memory();
        long file = row.quant().artifact.bytes;
        return use.map(known -> new MemoryNeed(known.model(), context, known.compute(), true))
                .orElseGet(
                        () -> new MemoryNeed(file, context, compute.orElse(Math.round(COMPUTE_SHARE * file)), false));
    }

    public long bytes() {
        return model + context + compute;
    }
}
