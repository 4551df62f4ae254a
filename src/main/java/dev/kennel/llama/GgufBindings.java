package dev.kennel.llama;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// The functions of libggml-base that read and write the headers of GGUF files.
final class GgufBindings {

    /// `struct gguf_context * gguf_init_empty(void)`
    private final MethodHandle initEmpty;

    /// `struct gguf_context * gguf_init_from_file(const char * fname, struct gguf_init_params params)`
    private final MethodHandle initFromFile;

    /// `void gguf_free(struct gguf_context * ctx)`
    private final MethodHandle free;

    /// `void gguf_set_kv(struct gguf_context * ctx, const struct gguf_context * src)`
    private final MethodHandle setKeys;

    /// `int64_t gguf_remove_key(struct gguf_context * ctx, const char * key)`
    private final MethodHandle removeKey;

    /// `void gguf_set_val_u32(struct gguf_context * ctx, const char * key, uint32_t val)`
    private final MethodHandle setUint32;

    /// `void gguf_set_val_str(struct gguf_context * ctx, const char * key, const char * val)`
    private final MethodHandle setString;

    /// `void gguf_add_tensor(struct gguf_context * ctx, const struct ggml_tensor * tensor)`
    private final MethodHandle addTensor;

    /// `void gguf_set_tensor_type(struct gguf_context * ctx, const char * name, enum ggml_type type)`
    private final MethodHandle setTensorType;

    /// `size_t gguf_get_meta_size(const struct gguf_context * ctx)`
    private final MethodHandle metaSize;

    /// `void gguf_get_meta_data(const struct gguf_context * ctx, void * data)`
    private final MethodHandle metaData;

    /// `struct ggml_tensor * ggml_get_tensor(struct ggml_context * ctx, const char * name)`
    private final MethodHandle tensor;

    /// `void ggml_free(struct ggml_context * ctx)`
    private final MethodHandle freeTensors;

    GgufBindings(Symbols symbols) {
        var ofContext = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
        initEmpty = symbols.function("gguf_init_empty", FunctionDescriptor.of(ADDRESS));
        initFromFile = symbols.function(
                "gguf_init_from_file", FunctionDescriptor.of(ADDRESS, ADDRESS, Layouts.GGUF_INIT_PARAMS));
        free = symbols.function("gguf_free", FunctionDescriptor.ofVoid(ADDRESS));
        setKeys = symbols.function("gguf_set_kv", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
        removeKey = symbols.function("gguf_remove_key", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS));
        setUint32 = symbols.function("gguf_set_val_u32", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT));
        setString = symbols.function("gguf_set_val_str", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
        addTensor = symbols.function("gguf_add_tensor", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
        setTensorType = symbols.function("gguf_set_tensor_type", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT));
        metaSize = symbols.function("gguf_get_meta_size", ofContext);
        metaData = symbols.function("gguf_get_meta_data", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
        tensor = symbols.function("ggml_get_tensor", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        freeTensors = symbols.function("ggml_free", FunctionDescriptor.ofVoid(ADDRESS));
    }

    MemorySegment initEmpty() {
        try {
            return (MemorySegment) initEmpty.invokeExact();
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment initFromFile(MemorySegment path, MemorySegment params) {
        try {
            return (MemorySegment) initFromFile.invokeExact(path, params);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void free(MemorySegment context) {
        try {
            free.invokeExact(context);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void setKeys(MemorySegment context, MemorySegment source) {
        try {
            setKeys.invokeExact(context, source);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void removeKey(MemorySegment context, MemorySegment key) {
        try {
            long position = (long) removeKey.invokeExact(context, key);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void setUint32(MemorySegment context, MemorySegment key, int value) {
        try {
            setUint32.invokeExact(context, key, value);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void setString(MemorySegment context, MemorySegment key, MemorySegment value) {
        try {
            setString.invokeExact(context, key, value);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void addTensor(MemorySegment context, MemorySegment tensor) {
        try {
            addTensor.invokeExact(context, tensor);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void setTensorType(MemorySegment context, MemorySegment name, int type) {
        try {
            setTensorType.invokeExact(context, name, type);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    long metaSize(MemorySegment context) {
        try {
            return (long) metaSize.invokeExact(context);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void metaData(MemorySegment context, MemorySegment target) {
        try {
            metaData.invokeExact(context, target);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment tensor(MemorySegment tensors, MemorySegment name) {
        try {
            return (MemorySegment) tensor.invokeExact(tensors, name);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void freeTensors(MemorySegment tensors) {
        try {
            freeTensors.invokeExact(tensors);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }
}
