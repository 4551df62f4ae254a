package dev.kennel.llama;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// The functions of libggml that tell of devices.
final class DeviceBindings {

    /// `size_t ggml_backend_dev_count(void)`
    private final MethodHandle count;

    /// `ggml_backend_dev_t ggml_backend_dev_get(size_t index)`
    private final MethodHandle get;

    /// `const char * ggml_backend_dev_name(ggml_backend_dev_t device)`
    private final MethodHandle name;

    /// `const char * ggml_backend_dev_description(ggml_backend_dev_t device)`
    private final MethodHandle description;

    /// `enum ggml_backend_dev_type ggml_backend_dev_type(ggml_backend_dev_t device)`
    private final MethodHandle type;

    /// `void ggml_backend_dev_memory(ggml_backend_dev_t device, size_t * free, size_t * total)`
    private final MethodHandle memory;

    DeviceBindings(Symbols symbols) {
        count = symbols.function("ggml_backend_dev_count", FunctionDescriptor.of(JAVA_LONG));
        get = symbols.function("ggml_backend_dev_get", FunctionDescriptor.of(ADDRESS, JAVA_LONG));
        name = symbols.function("ggml_backend_dev_name", FunctionDescriptor.of(ADDRESS, ADDRESS));
        description = symbols.function("ggml_backend_dev_description", FunctionDescriptor.of(ADDRESS, ADDRESS));
        type = symbols.function("ggml_backend_dev_type", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        memory = symbols.function("ggml_backend_dev_memory", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    }

    long count() {
        try {
            return (long) count.invokeExact();
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment get(long index) {
        try {
            return (MemorySegment) get.invokeExact(index);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment name(MemorySegment device) {
        try {
            return (MemorySegment) name.invokeExact(device);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment description(MemorySegment device) {
        try {
            return (MemorySegment) description.invokeExact(device);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    int type(MemorySegment device) {
        try {
            return (int) type.invokeExact(device);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    void memory(MemorySegment device, MemorySegment free, MemorySegment total) {
        try {
            memory.invokeExact(device, free, total);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }
}
