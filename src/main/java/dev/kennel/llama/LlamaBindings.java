package dev.kennel.llama;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// The functions of libllama.
final class LlamaBindings {

    /// `const char * llama_version(void)`
    private final MethodHandle version;

    /// `void llama_log_set(ggml_log_callback log_callback, void * user_data)`
    private final MethodHandle logSet;

    /// `void llama_backend_init(void)`
    private final MethodHandle backendInit;

    /// `struct llama_model_quantize_params llama_model_quantize_default_params(void)`
    private final MethodHandle quantizeDefaultParams;

    /// `uint32_t llama_model_quantize(const char * fname_inp, const char * fname_out,
    /// const llama_model_quantize_params * params)`
    private final MethodHandle quantize;

    /// `struct llama_model_params llama_model_default_params(void)`
    private final MethodHandle modelDefaultParams;

    /// `struct llama_model * llama_model_load_from_splits(const char ** paths, size_t n_paths,
    /// struct llama_model_params params)`
    private final MethodHandle modelLoad;

    /// `void llama_model_free(struct llama_model * model)`
    private final MethodHandle modelFree;

    /// `const struct llama_vocab * llama_model_get_vocab(const struct llama_model * model)`
    private final MethodHandle modelVocabulary;

    /// `const char * llama_model_chat_template(const struct llama_model * model, const char * name)`
    private final MethodHandle chatTemplate;

    /// `int32_t llama_chat_apply_template(const char * tmpl, const struct llama_chat_message * chat, size_t n_msg,
    /// bool add_ass, char * buf, int32_t length)`
    private final MethodHandle applyChatTemplate;

    /// `struct llama_context_params llama_context_default_params(void)`
    private final MethodHandle contextDefaultParams;

    /// `struct llama_context * llama_init_from_model(struct llama_model * model, struct llama_context_params params)`
    private final MethodHandle contextInit;

    /// `void llama_free(struct llama_context * ctx)`
    private final MethodHandle contextFree;

    /// `int32_t llama_decode(struct llama_context * ctx, struct llama_batch batch)`
    private final MethodHandle decode;

    /// `void llama_synchronize(struct llama_context * ctx)`
    private final MethodHandle synchronize;

    /// `float * llama_get_logits_ith(struct llama_context * ctx, int32_t i)`
    private final MethodHandle logits;

    /// `llama_memory_t llama_get_memory(const struct llama_context * ctx)`
    private final MethodHandle memory;

    /// `void llama_memory_clear(llama_memory_t mem, bool data)`
    private final MethodHandle memoryClear;

    /// `void llama_memory_seq_cp(llama_memory_t mem, llama_seq_id seq_id_src, llama_seq_id seq_id_dst, llama_pos p0,
    /// llama_pos p1)`
    private final MethodHandle memoryCopy;

    /// `int32_t llama_set_adapter_cvec(struct llama_context * ctx, const float * data, size_t len, int32_t n_embd,
    /// int32_t il_start, int32_t il_end)`
    private final MethodHandle setControlVector;

    /// `int32_t llama_vocab_n_tokens(const struct llama_vocab * vocab)`
    private final MethodHandle vocabularySize;

    /// `bool llama_vocab_is_eog(const struct llama_vocab * vocab, llama_token token)`
    private final MethodHandle isEndOfGeneration;

    /// `llama_token llama_vocab_bos(const struct llama_vocab * vocab)`
    private final MethodHandle beginningOfSequence;

    /// `bool llama_vocab_get_add_bos(const struct llama_vocab * vocab)`
    private final MethodHandle addsBeginningOfSequence;

    /// `int32_t llama_tokenize(const struct llama_vocab * vocab, const char * text, int32_t text_len,
    /// llama_token * tokens, int32_t n_tokens_max, bool add_special, bool parse_special)`
    private final MethodHandle tokenize;

    /// `int32_t llama_token_to_piece(const struct llama_vocab * vocab, llama_token token, char * buf, int32_t length,
    /// int32_t lstrip, bool special)`
    private final MethodHandle tokenToPiece;

    LlamaBindings(Symbols symbols) {
        var free = FunctionDescriptor.ofVoid(ADDRESS);
        var defaultParams = FunctionDescriptor.of(StructDefaults.ROOMY);
        version = symbols.function("llama_version", FunctionDescriptor.of(ADDRESS));
        logSet = symbols.function("llama_log_set", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
        backendInit = symbols.function("llama_backend_init", FunctionDescriptor.ofVoid());
        quantizeDefaultParams = symbols.function("llama_model_quantize_default_params", defaultParams);
        quantize = symbols.function("llama_model_quantize", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
        modelDefaultParams = symbols.function("llama_model_default_params", defaultParams);
        modelLoad = symbols.function(
                "llama_model_load_from_splits",
                FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, Layouts.MODEL_PARAMS));
        modelFree = symbols.function("llama_model_free", free);
        modelVocabulary = symbols.function("llama_model_get_vocab", FunctionDescriptor.of(ADDRESS, ADDRESS));
        chatTemplate = symbols.function("llama_model_chat_template", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        applyChatTemplate = symbols.function(
                "llama_chat_apply_template",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_BOOLEAN, ADDRESS, JAVA_INT));
        contextDefaultParams = symbols.function("llama_context_default_params", defaultParams);
        contextInit = symbols.function(
                "llama_init_from_model", FunctionDescriptor.of(ADDRESS, ADDRESS, Layouts.CONTEXT_PARAMS));
        contextFree = symbols.function("llama_free", free);
        decode = symbols.function("llama_decode", FunctionDescriptor.of(JAVA_INT, ADDRESS, Layouts.BATCH));
        logits = symbols.function("llama_get_logits_ith", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        memory = symbols.function("llama_get_memory", FunctionDescriptor.of(ADDRESS, ADDRESS));
        synchronize = symbols.function("llama_synchronize", FunctionDescriptor.ofVoid(ADDRESS));
        setControlVector = symbols.function(
                "llama_set_adapter_cvec",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT));
        memoryCopy = symbols.function(
                "llama_memory_seq_cp", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        memoryClear = symbols.function("llama_memory_clear", FunctionDescriptor.ofVoid(ADDRESS, JAVA_BOOLEAN));
        vocabularySize = symbols.function("llama_vocab_n_tokens", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        isEndOfGeneration =
                symbols.function("llama_vocab_is_eog", FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS, JAVA_INT));
        beginningOfSequence = symbols.function("llama_vocab_bos", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        addsBeginningOfSequence =
                symbols.function("llama_vocab_get_add_bos", FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS));
        tokenize = symbols.function(
                "llama_tokenize",
                FunctionDescriptor.of(
                        JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_BOOLEAN, JAVA_BOOLEAN));
        tokenToPiece = symbols.function(
                "llama_token_to_piece",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_BOOLEAN));
    }

    MemorySegment version() {
        try {
            return (MemorySegment) version.invokeExact();
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void logSet(MemorySegment callback) {
        try {
            logSet.invokeExact(callback, MemorySegment.NULL);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void backendInit() {
        try {
            backendInit.invokeExact();
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment quantizeDefaultParams(SegmentAllocator memory) {
        try {
            return (MemorySegment) quantizeDefaultParams.invokeExact(memory);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    int quantize(MemorySegment source, MemorySegment target, MemorySegment params) {
        try {
            return (int) quantize.invokeExact(source, target, params);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment modelDefaultParams(SegmentAllocator memory) {
        try {
            return (MemorySegment) modelDefaultParams.invokeExact(memory);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment modelLoad(MemorySegment paths, long count, MemorySegment params) {
        try {
            return (MemorySegment) modelLoad.invokeExact(paths, count, params);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void modelFree(MemorySegment model) {
        try {
            modelFree.invokeExact(model);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment modelVocabulary(MemorySegment model) {
        try {
            return (MemorySegment) modelVocabulary.invokeExact(model);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment chatTemplate(MemorySegment model) {
        try {
            return (MemorySegment) chatTemplate.invokeExact(model, MemorySegment.NULL);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    int applyChatTemplate(
            MemorySegment template, MemorySegment messages, long count, boolean answers, MemorySegment buffer) {
        try {
            int room = Math.toIntExact(buffer.byteSize());
            return (int) applyChatTemplate.invokeExact(template, messages, count, answers, buffer, room);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment contextDefaultParams(SegmentAllocator memory) {
        try {
            return (MemorySegment) contextDefaultParams.invokeExact(memory);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment contextInit(MemorySegment model, MemorySegment params) {
        try {
            return (MemorySegment) contextInit.invokeExact(model, params);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void contextFree(MemorySegment context) {
        try {
            contextFree.invokeExact(context);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    int decode(MemorySegment context, MemorySegment batch) {
        try {
            return (int) decode.invokeExact(context, batch);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void synchronize(MemorySegment context) {
        try {
            synchronize.invokeExact(context);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment logits(MemorySegment context, int index) {
        try {
            return (MemorySegment) logits.invokeExact(context, index);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment memory(MemorySegment context) {
        try {
            return (MemorySegment) memory.invokeExact(context);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void memoryCopy(MemorySegment memory, int from, int to, int first, int end) {
        try {
            memoryCopy.invokeExact(memory, from, to, first, end);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void memoryClear(MemorySegment memory, boolean data) {
        try {
            memoryClear.invokeExact(memory, data);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    int setControlVector(MemorySegment context, MemorySegment floats, long count, int width, int first, int last) {
        try {
            return (int) setControlVector.invokeExact(context, floats, count, width, first, last);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    int vocabularySize(MemorySegment vocabulary) {
        try {
            return (int) vocabularySize.invokeExact(vocabulary);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    boolean isEndOfGeneration(MemorySegment vocabulary, int token) {
        try {
            return (boolean) isEndOfGeneration.invokeExact(vocabulary, token);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    int beginningOfSequence(MemorySegment vocabulary) {
        try {
            return (int) beginningOfSequence.invokeExact(vocabulary);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    boolean addsBeginningOfSequence(MemorySegment vocabulary) {
        try {
            return (boolean) addsBeginningOfSequence.invokeExact(vocabulary);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    int tokenize(
            MemorySegment vocabulary,
            MemorySegment text,
            MemorySegment tokens,
            boolean addSpecial,
            boolean parseSpecial) {
        try {
            int textBytes = Math.toIntExact(text.byteSize());
            int room = Math.toIntExact(tokens.byteSize() / JAVA_INT.byteSize());
            return (int) tokenize.invokeExact(vocabulary, text, textBytes, tokens, room, addSpecial, parseSpecial);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    int tokenToPiece(MemorySegment vocabulary, int token, MemorySegment buffer, boolean special) {
        try {
            int room = Math.toIntExact(buffer.byteSize());
            return (int) tokenToPiece.invokeExact(vocabulary, token, buffer, room, 0, special);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }
}
