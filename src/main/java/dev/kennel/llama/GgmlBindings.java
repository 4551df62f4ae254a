package dev.kennel.llama;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// The functions of libggml-base and libggml that encode rows and load backends.
final class GgmlBindings {

    /// `const char * ggml_version(void)`
    private final MethodHandle version;

    /// `const char * ggml_commit(void)`
    private final MethodHandle commit;

    /// `void ggml_backend_load_all_from_path(const char * dir_path)`
    private final MethodHandle loadAllBackends;

    /// `ggml_backend_reg_t ggml_backend_load(const char * path)`
    private final MethodHandle loadBackend;

    /// `void ggml_quantize_init(enum ggml_type type)`
    private final MethodHandle quantizeInit;

    /// `void iq2xs_init_impl(enum ggml_type type)`, what `ggml_quantize_init` calls for IQ1 and IQ2, without its lock
    private final Optional<MethodHandle> initIq2Tables;

    /// `void iq3xs_init_impl(int grid_size)`, likewise for IQ3
    private final Optional<MethodHandle> initIq3Tables;

    /// `size_t ggml_quantize_chunk(enum ggml_type type, const float * src, void * dst, int64_t start, int64_t nrows,
    /// int64_t n_per_row, const float * imatrix)`
    private final MethodHandle quantizeChunk;

    /// `bool ggml_validate_row_data(enum ggml_type type, const void * data, size_t nbytes)`
    private final MethodHandle validateRowData;

    /// `const struct ggml_type_traits * ggml_get_type_traits(enum ggml_type type)`
    private final MethodHandle typeTraits;

    /// `size_t ggml_nbytes(const struct ggml_tensor * tensor)`
    private final MethodHandle tensorBytes;

    /// `void ggml_backend_tensor_get(const struct ggml_tensor * tensor, void * data, size_t offset, size_t size)`
    private final MethodHandle tensorGet;

    /// `size_t ggml_tensor_overhead(void)`
    private final MethodHandle tensorOverhead;

    /// `const char * ggml_op_name(enum ggml_op op)`
    private final MethodHandle operationName;

    private final Linker linker;

    GgmlBindings(Symbols symbols) {
        linker = symbols.linker();
        version = symbols.function("ggml_version", FunctionDescriptor.of(ADDRESS));
        commit = symbols.function("ggml_commit", FunctionDescriptor.of(ADDRESS));
        loadAllBackends = symbols.function("ggml_backend_load_all_from_path", FunctionDescriptor.ofVoid(ADDRESS));
        loadBackend = symbols.function("ggml_backend_load", FunctionDescriptor.of(ADDRESS, ADDRESS));
        quantizeInit = symbols.function("ggml_quantize_init", FunctionDescriptor.ofVoid(JAVA_INT));
        initIq2Tables = symbols.internalFunction("iq2xs_init_impl", FunctionDescriptor.ofVoid(JAVA_INT));
        initIq3Tables = symbols.internalFunction("iq3xs_init_impl", FunctionDescriptor.ofVoid(JAVA_INT));
        quantizeChunk = symbols.function(
                "ggml_quantize_chunk",
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS));
        validateRowData = symbols.function(
                "ggml_validate_row_data", FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_INT, ADDRESS, JAVA_LONG));
        tensorBytes = symbols.function("ggml_nbytes", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        tensorGet = symbols.function(
                "ggml_backend_tensor_get", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG));
        tensorOverhead = symbols.function("ggml_tensor_overhead", FunctionDescriptor.of(JAVA_LONG));
        operationName = symbols.function("ggml_op_name", FunctionDescriptor.of(ADDRESS, JAVA_INT));
        typeTraits = symbols.function("ggml_get_type_traits", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }

    long tensorBytes(MemorySegment tensor) {
        try {
            return (long) tensorBytes.invokeExact(tensor);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /// Copies all of a tensor's data from whatever device has it.
    void tensorGet(MemorySegment tensor, MemorySegment target) {
        try {
            tensorGet.invokeExact(tensor, target, 0L, target.byteSize());
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /// Bytes of `ggml_object` and `ggml_tensor`.
    long tensorOverhead() {
        try {
            return (long) tensorOverhead.invokeExact();
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment operationName(int operation) {
        try {
            return (MemorySegment) operationName.invokeExact(operation);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    Linker linker() {
        return linker;
    }

    MemorySegment version() {
        try {
            return (MemorySegment) version.invokeExact();
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment commit() {
        try {
            return (MemorySegment) commit.invokeExact();
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void loadAllBackends(MemorySegment directory) {
        try {
            loadAllBackends.invokeExact(directory);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment loadBackend(MemorySegment path) {
        try {
            return (MemorySegment) loadBackend.invokeExact(path);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /// @param type also tells the library what to do where the internal function is not exported
    void initIq2Tables(int type) {
        initTables(initIq2Tables.orElse(quantizeInit), type);
    }

    void initIq3Tables(int gridSize, int type) {
        if (initIq3Tables.isPresent()) {
            initTables(initIq3Tables.get(), gridSize);
        } else {
            initTables(quantizeInit, type);
        }
    }

    private static void initTables(MethodHandle function, int argument) {
        try {
            function.invokeExact(argument);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    long quantizeChunk(
            int type, MemorySegment source, MemorySegment target, long rows, long rowLength, MemorySegment weights) {
        try {
            return (long) quantizeChunk.invokeExact(type, source, target, 0L, rows, rowLength, weights);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    boolean validateRowData(int type, MemorySegment data, long bytes) {
        try {
            return (boolean) validateRowData.invokeExact(type, data, bytes);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment typeTraits(int type) {
        try {
            return (MemorySegment) typeTraits.invokeExact(type);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /// `void (*ggml_to_float_t)(const void * x, float * y, int64_t k)`, from a type's traits
    MethodHandle toFloat(MemorySegment function) {
        return linker.downcallHandle(function, FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG));
    }
}
