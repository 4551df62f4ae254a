package dev.kennel.quantize.opencl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

import static dev.kennel.quantize.opencl.OpenClErrors.check;

/// What OpenCL says of one of its objects when it is asked for a parameter.
record Info(byte[] bytes) {

    /// One of the `clGet…Info`: fills a buffer, or says how large it must be.
    private interface Query {
        int ask(ByteBuffer value, PointerBuffer size);
    }

    static Info ofPlatform(long platform, int parameter) {
        return of("clGetPlatformInfo", (value, size) -> CL12.clGetPlatformInfo(platform, parameter, value, size));
    }

    static Info ofDevice(long device, int parameter) {
        return of("clGetDeviceInfo", (value, size) -> CL12.clGetDeviceInfo(device, parameter, value, size));
    }

    static Info ofBuild(long program, long device, int parameter) {
        return of(
                "clGetProgramBuildInfo",
                (value, size) -> CL12.clGetProgramBuildInfo(program, device, parameter, value, size));
    }

    private static Info of(String function, Query query) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.mallocPointer(1);
            check(function, query.ask(null, size));
            ByteBuffer value = MemoryUtil.memAlloc(Math.toIntExact(size.get(0)));
            try {
                check(function, query.ask(value, null));
                byte[] bytes = new byte[value.capacity()];
                value.get(0, bytes);
                return new Info(bytes);
            } finally {
                MemoryUtil.memFree(value);
            }
        }
    }

    /// A C string.
    String text() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    /// A `cl_ulong` or a bit field.
    long number() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong();
    }

    /// A `cl_bool`.
    boolean isTrue() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt() != 0;
    }
}
