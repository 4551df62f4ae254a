package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import dev.kennel.recipe.FileType;
import dev.kennel.recipe.TensorRule;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// `llama_model_quantize`. A source that is split is given by its first shard; its files must be named as llama.cpp
/// names them (`-00001-of-00003.gguf`).
public final class Quantizer {

    private static final int TAG_INT = 0;
    private static final int TAG_STRING = 3;

    private final LlamaBindings llama;
    private final NativeLog log;

    Quantizer(LlamaBindings llama, NativeLog log) {
        this.llama = llama;
        this.log = log;
    }

    /// Finds out what quantizing would do. Only the header of the source is read.
    ///
    /// Rules may only name types that can be encoded: another one aborts the process.
    public synchronized DryRun dryRun(Path source, QuantizeOptions options) {
        var status = new int[1];
        List<LogLine> lines = log.during(() -> status[0] = run(source, Path.of("unused"), options, true, 1));
        return new DryRun(status[0] == 0, lines);
    }

    /// Writes a quant in one go.
    ///
    /// @throws LlamaException with llama.cpp's reason when it refuses
    public synchronized void quantize(Path source, Path target, QuantizeOptions options, int threads) {
        var status = new int[1];
        List<LogLine> lines = log.during(() -> status[0] = run(source, target, options, false, threads));
        if (status[0] != 0) {
            throw new LlamaException("llama.cpp could not quantize " + source + ": " + NativeLog.lastError(lines));
        }
    }

    private int run(Path source, Path target, QuantizeOptions options, boolean dryRun, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = params(arena, options);
            set(params, "dry_run", dryRun);
            set(params, "nthread", threads);
            return llama.quantize(arena.allocateFrom(source.toString()), arena.allocateFrom(target.toString()), params);
        }
    }

    private MemorySegment params(Arena arena, QuantizeOptions options) {
        MemorySegment params = llama.quantizeDefaultParams(arena);
        set(params, "ftype", options.fileType().id());
        set(params, "only_copy", options.fileType() == FileType.COPY);
        set(params, "pure", options.pure());
        options.outputType().ifPresent(type -> set(params, "output_tensor_type", type.id()));
        options.embeddingType().ifPresent(type -> set(params, "token_embedding_type", type.id()));
        if (!options.rules().isEmpty()) {
            set(params, "tt_overrides", rules(arena, options.rules()));
        }
        options.imatrix().ifPresent(imatrix -> set(params, "imatrix", weights(arena, imatrix.weights())));
        if (!options.allKeys().isEmpty()) {
            set(params, "kv_overrides", keys(arena, options.allKeys()));
        }
        return params;
    }

    private static void set(MemorySegment params, String field, int value) {
        params.set(JAVA_INT, Layouts.offset(Layouts.QUANTIZE_PARAMS, field), value);
    }

    private static void set(MemorySegment params, String field, boolean value) {
        params.set(JAVA_BOOLEAN, Layouts.offset(Layouts.QUANTIZE_PARAMS, field), value);
    }

    private static void set(MemorySegment params, String field, MemorySegment value) {
        params.set(ADDRESS, Layouts.offset(Layouts.QUANTIZE_PARAMS, field), value);
    }

    /// Ends with an entry whose pattern is NULL; new memory is zero.
    private static MemorySegment rules(SegmentAllocator memory, List<TensorRule> rules) {
        StructLayout layout = Layouts.TENSOR_OVERRIDE;
        MemorySegment array = memory.allocate(layout, rules.size() + 1L);
        for (int i = 0; i < rules.size(); i++) {
            MemorySegment entry = element(array, layout, i);
            entry.set(
                    ADDRESS,
                    Layouts.offset(layout, "pattern"),
                    memory.allocateFrom(rules.get(i).pattern()));
            entry.set(
                    JAVA_INT,
                    Layouts.offset(layout, "type"),
                    rules.get(i).type().id());
        }
        return array;
    }

    /// Ends with an entry whose name is NULL.
    private static MemorySegment weights(SegmentAllocator memory, List<QuantizeOptions.Weights> weights) {
        StructLayout layout = Layouts.IMATRIX_ENTRY;
        MemorySegment array = memory.allocate(layout, weights.size() + 1L);
        for (int i = 0; i < weights.size(); i++) {
            float[] values = weights.get(i).values();
            MemorySegment entry = element(array, layout, i);
            entry.set(
                    ADDRESS,
                    Layouts.offset(layout, "name"),
                    memory.allocateFrom(weights.get(i).tensor()));
            entry.set(ADDRESS, Layouts.offset(layout, "data"), memory.allocateFrom(JAVA_FLOAT, values));
            entry.set(JAVA_LONG, Layouts.offset(layout, "size"), values.length);
        }
        return array;
    }

    /// Ends with an entry whose key is empty.
    private static MemorySegment keys(SegmentAllocator memory, List<KvOverride> keys) {
        StructLayout layout = Layouts.KV_OVERRIDE;
        MemorySegment array = memory.allocate(layout, keys.size() + 1L);
        for (int i = 0; i < keys.size(); i++) {
            fill(element(array, layout, i), keys.get(i));
        }
        return array;
    }

    private static void fill(MemorySegment entry, KvOverride override) {
        StructLayout layout = Layouts.KV_OVERRIDE;
        byte[] key = override.key().getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(MemorySegment.ofArray(key), 0, entry, Layouts.offset(layout, "key"), key.length);
        long value = Layouts.offset(layout, "value");
        switch (override) {
            case KvOverride.Count count -> {
                entry.set(JAVA_INT, Layouts.offset(layout, "tag"), TAG_INT);
                entry.set(JAVA_LONG, value, count.value());
            }
            case KvOverride.Text text -> {
                byte[] bytes = text.terminated();
                entry.set(JAVA_INT, Layouts.offset(layout, "tag"), TAG_STRING);
                MemorySegment.copy(MemorySegment.ofArray(bytes), 0, entry, value, bytes.length);
            }
        }
    }

    private static MemorySegment element(MemorySegment array, StructLayout layout, int index) {
        return array.asSlice(index * layout.byteSize(), layout);
    }
}
