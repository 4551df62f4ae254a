package dev.kennel.llama;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// The structs of `llama.h`, `ggml.h` and `gguf.h` (v0.5.0) that are passed or read, for 64-bit platforms.
final class Layouts {

    static final StructLayout QUANTIZE_PARAMS = MemoryLayout.structLayout(
                    JAVA_INT.withName("nthread"),
                    JAVA_INT.withName("ftype"),
                    JAVA_INT.withName("output_tensor_type"),
                    JAVA_INT.withName("token_embedding_type"),
                    JAVA_BOOLEAN.withName("allow_requantize"),
                    JAVA_BOOLEAN.withName("quantize_output_tensor"),
                    JAVA_BOOLEAN.withName("only_copy"),
                    JAVA_BOOLEAN.withName("pure"),
                    JAVA_BOOLEAN.withName("keep_split"),
                    JAVA_BOOLEAN.withName("dry_run"),
                    MemoryLayout.paddingLayout(2),
                    ADDRESS.withName("imatrix"),
                    ADDRESS.withName("kv_overrides"),
                    ADDRESS.withName("tt_overrides"),
                    ADDRESS.withName("prune_layers"),
                    JAVA_LONG.withName("max_buf_size"))
            .withName("llama_model_quantize_params");

    static final StructLayout MODEL_PARAMS = MemoryLayout.structLayout(
                    ADDRESS.withName("devices"),
                    ADDRESS.withName("tensor_buft_overrides"),
                    JAVA_INT.withName("n_gpu_layers"),
                    JAVA_INT.withName("split_mode"),
                    JAVA_INT.withName("load_mode"),
                    JAVA_INT.withName("lazy_mode"),
                    JAVA_INT.withName("main_gpu"),
                    MemoryLayout.paddingLayout(4),
                    ADDRESS.withName("tensor_split"),
                    ADDRESS.withName("progress_callback"),
                    ADDRESS.withName("progress_callback_user_data"),
                    ADDRESS.withName("kv_overrides"),
                    JAVA_BOOLEAN.withName("vocab_only"),
                    JAVA_BOOLEAN.withName("check_tensors"),
                    JAVA_BOOLEAN.withName("use_extra_bufts"),
                    JAVA_BOOLEAN.withName("no_host"),
                    JAVA_BOOLEAN.withName("no_alloc"),
                    JAVA_BOOLEAN.withName("load_mtp"),
                    MemoryLayout.paddingLayout(2))
            .withName("llama_model_params");

    static final StructLayout CONTEXT_PARAMS = MemoryLayout.structLayout(
                    JAVA_INT.withName("n_ctx"),
                    JAVA_INT.withName("n_batch"),
                    JAVA_INT.withName("n_ubatch"),
                    JAVA_INT.withName("n_seq_max"),
                    JAVA_INT.withName("n_rs_seq"),
                    JAVA_INT.withName("n_outputs_max"),
                    JAVA_INT.withName("n_outputs_max_per_seq"),
                    JAVA_INT.withName("n_threads"),
                    JAVA_INT.withName("n_threads_batch"),
                    JAVA_INT.withName("ctx_type"),
                    JAVA_INT.withName("rope_scaling_type"),
                    JAVA_INT.withName("pooling_type"),
                    JAVA_INT.withName("attention_type"),
                    JAVA_INT.withName("flash_attn_type"),
                    JAVA_FLOAT.withName("rope_freq_base"),
                    JAVA_FLOAT.withName("rope_freq_scale"),
                    JAVA_FLOAT.withName("yarn_ext_factor"),
                    JAVA_FLOAT.withName("yarn_attn_factor"),
                    JAVA_FLOAT.withName("yarn_beta_fast"),
                    JAVA_FLOAT.withName("yarn_beta_slow"),
                    JAVA_INT.withName("yarn_orig_ctx"),
                    JAVA_FLOAT.withName("defrag_thold"),
                    ADDRESS.withName("cb_eval"),
                    ADDRESS.withName("cb_eval_user_data"),
                    JAVA_INT.withName("type_k"),
                    JAVA_INT.withName("type_v"),
                    ADDRESS.withName("abort_callback"),
                    ADDRESS.withName("abort_callback_data"),
                    JAVA_BOOLEAN.withName("embeddings"),
                    JAVA_BOOLEAN.withName("offload_kqv"),
                    JAVA_BOOLEAN.withName("no_perf"),
                    JAVA_BOOLEAN.withName("op_offload"),
                    JAVA_BOOLEAN.withName("swa_full"),
                    JAVA_BOOLEAN.withName("kv_unified"),
                    MemoryLayout.paddingLayout(2),
                    ADDRESS.withName("samplers"),
                    JAVA_LONG.withName("n_samplers"),
                    ADDRESS.withName("ctx_other"))
            .withName("llama_context_params");

    static final StructLayout BATCH = MemoryLayout.structLayout(
                    JAVA_INT.withName("n_tokens"),
                    MemoryLayout.paddingLayout(4),
                    ADDRESS.withName("token"),
                    ADDRESS.withName("embd"),
                    ADDRESS.withName("pos"),
                    ADDRESS.withName("n_seq_id"),
                    ADDRESS.withName("seq_id"),
                    ADDRESS.withName("logits"))
            .withName("llama_batch");

    /// Of `ggml_object`, which stands before a tensor in ggml's memory.
    static final long OBJECT_BYTES = 32;

    static final StructLayout TENSOR = MemoryLayout.structLayout(
                    JAVA_INT.withName("type"),
                    MemoryLayout.paddingLayout(4),
                    ADDRESS.withName("buffer"),
                    MemoryLayout.sequenceLayout(4, JAVA_LONG).withName("ne"),
                    MemoryLayout.sequenceLayout(4, JAVA_LONG).withName("nb"),
                    JAVA_INT.withName("op"),
                    MemoryLayout.sequenceLayout(16, JAVA_INT).withName("op_params"),
                    JAVA_INT.withName("flags"),
                    MemoryLayout.sequenceLayout(10, ADDRESS).withName("src"),
                    ADDRESS.withName("view_src"),
                    JAVA_LONG.withName("view_offs"),
                    ADDRESS.withName("data"),
                    MemoryLayout.sequenceLayout(64, JAVA_BYTE).withName("name"),
                    ADDRESS.withName("extra"),
                    MemoryLayout.sequenceLayout(8, JAVA_BYTE).withName("padding"))
            .withName("ggml_tensor");

    static final StructLayout CHAT_MESSAGE = MemoryLayout.structLayout(
                    ADDRESS.withName("role"), ADDRESS.withName("content"))
            .withName("llama_chat_message");

    /// The value is a union: an integer, a double, a bool or a string of 127 bytes and its end.
    static final StructLayout KV_OVERRIDE = MemoryLayout.structLayout(
                    JAVA_INT.withName("tag"),
                    MemoryLayout.sequenceLayout(128, JAVA_BYTE).withName("key"),
                    MemoryLayout.paddingLayout(4),
                    MemoryLayout.sequenceLayout(16, JAVA_LONG).withName("value"))
            .withName("llama_model_kv_override");

    static final StructLayout TENSOR_OVERRIDE = MemoryLayout.structLayout(
                    ADDRESS.withName("pattern"), JAVA_INT.withName("type"), MemoryLayout.paddingLayout(4))
            .withName("llama_model_tensor_override");

    static final StructLayout IMATRIX_ENTRY = MemoryLayout.structLayout(
                    ADDRESS.withName("name"), ADDRESS.withName("data"), JAVA_LONG.withName("size"))
            .withName("llama_model_imatrix_data");

    static final StructLayout GGUF_INIT_PARAMS = MemoryLayout.structLayout(
                    JAVA_BOOLEAN.withName("no_alloc"), MemoryLayout.paddingLayout(7), ADDRESS.withName("ctx"))
            .withName("gguf_init_params");

    static final StructLayout TYPE_TRAITS = MemoryLayout.structLayout(
                    ADDRESS.withName("type_name"),
                    JAVA_LONG.withName("blck_size"),
                    JAVA_LONG.withName("blck_size_interleave"),
                    JAVA_LONG.withName("type_size"),
                    JAVA_BOOLEAN.withName("is_quantized"),
                    MemoryLayout.paddingLayout(7),
                    ADDRESS.withName("to_float"),
                    ADDRESS.withName("from_float_ref"))
            .withName("ggml_type_traits");

    private Layouts() {}

    static long offset(StructLayout layout, String field) {
        return layout.byteOffset(PathElement.groupElement(field));
    }
}
