package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.List;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// Compares the structs of [Layouts] with what the library's own `*_default_params` functions return: a struct of
/// another size or order would make every later call write or read the wrong memory.
final class StructDefaults {

    /// What the functions are said to return: larger than any struct, so that a longer one than expected does no harm.
    static final StructLayout ROOMY = MemoryLayout.structLayout(MemoryLayout.sequenceLayout(128, JAVA_LONG));

    private static final byte UNTOUCHED = (byte) 0xA5;
    private static final int TYPE_COUNT = 43;
    private static final int F16 = 1;

    private final List<String> misfits = new ArrayList<>();

    /// Calls a function that returns a struct, on memory whose untouched part can be told.
    interface DefaultParams {
        MemorySegment call(SegmentAllocator memory);
    }

    /// @return what does not fit, for people; empty when all is well
    static List<String> misfits(LlamaBindings llama) {
        var check = new StructDefaults();
        check.quantizeParams(llama);
        check.modelParams(llama);
        check.contextParams(llama);
        return check.misfits;
    }

    private void quantizeParams(LlamaBindings llama) {
        StructLayout layout = Layouts.QUANTIZE_PARAMS;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = call(arena, layout, llama::quantizeDefaultParams);
            expectInt(layout, params, "ftype", 7);
            expectInt(layout, params, "output_tensor_type", TYPE_COUNT);
            expectInt(layout, params, "token_embedding_type", TYPE_COUNT);
            expectFlag(layout, params, "allow_requantize", false);
            expectFlag(layout, params, "quantize_output_tensor", true);
            expectFlag(layout, params, "dry_run", false);
            long limit = params.get(JAVA_LONG, Layouts.offset(layout, "max_buf_size"));
            expect(layout, "max_buf_size", 8L << 30, limit);
        }
    }

    private void modelParams(LlamaBindings llama) {
        StructLayout layout = Layouts.MODEL_PARAMS;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = call(arena, layout, llama::modelDefaultParams);
            expectInt(layout, params, "n_gpu_layers", -1);
            expectInt(layout, params, "split_mode", 1);
            expectFlag(layout, params, "vocab_only", false);
            expectFlag(layout, params, "use_extra_bufts", true);
            expectFlag(layout, params, "no_host", false);
        }
    }

    private void contextParams(LlamaBindings llama) {
        StructLayout layout = Layouts.CONTEXT_PARAMS;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = call(arena, layout, llama::contextDefaultParams);
            expectInt(layout, params, "n_ctx", 512);
            expectInt(layout, params, "n_batch", 2048);
            expectInt(layout, params, "n_ubatch", 512);
            expectInt(layout, params, "n_seq_max", 1);
            float extension = params.get(JAVA_FLOAT, Layouts.offset(layout, "yarn_ext_factor"));
            expect(layout, "yarn_ext_factor", -1f, extension);
            expectInt(layout, params, "type_k", F16);
            expectInt(layout, params, "type_v", F16);
            expectFlag(layout, params, "embeddings", false);
            expectFlag(layout, params, "offload_kqv", true);
            expectFlag(layout, params, "kv_unified", false);
        }
    }

    private MemorySegment call(Arena arena, StructLayout layout, DefaultParams function) {
        MemorySegment memory = arena.allocate(ROOMY).fill(UNTOUCHED);
        MemorySegment params = function.call((bytes, alignment) -> memory);
        long written = ROOMY.byteSize();
        while (written > 0 && memory.get(JAVA_BYTE, written - 1) == UNTOUCHED) {
            written--;
        }
        // the padding at the end may or may not be written
        if (written > layout.byteSize() || written <= layout.byteSize() - layout.byteAlignment()) {
            misfits.add(
                    "%s has %d bytes, expected %d".formatted(layout.name().orElseThrow(), written, layout.byteSize()));
        }
        return params;
    }

    private void expectInt(StructLayout layout, MemorySegment params, String field, int expected) {
        expect(layout, field, expected, params.get(JAVA_INT, Layouts.offset(layout, field)));
    }

    private void expectFlag(StructLayout layout, MemorySegment params, String field, boolean expected) {
        // read as a byte: what is not there may be neither 0 nor 1
        byte found = params.get(JAVA_BYTE, Layouts.offset(layout, field));
        expect(layout, field, (byte) (expected ? 1 : 0), found);
    }

    private void expect(StructLayout layout, String field, Object expected, Object found) {
        if (!expected.equals(found)) {
            misfits.add("%s.%s is %s by default, expected %s"
                    .formatted(layout.name().orElseThrow(), field, found, expected));
        }
    }
}
