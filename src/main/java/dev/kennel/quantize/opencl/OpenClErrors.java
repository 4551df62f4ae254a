package dev.kennel.quantize.opencl;

import java.nio.IntBuffer;

import org.lwjgl.opencl.CL10;

import dev.kennel.quantize.kernels.KernelException;

/// Turns OpenCL's error codes into exceptions.
final class OpenClErrors {

    private OpenClErrors() {}

    /// @param function that gave the code
    /// @throws KernelException unless it is `CL_SUCCESS`
    static void check(String function, int code) {
        if (code != CL10.CL_SUCCESS) {
            throw new KernelException("%s failed: %s".formatted(function, name(code)));
        }
    }

    static void check(String function, IntBuffer code) {
        check(function, code.get(0));
    }

    /// Those that a device gives of itself have names here; the others are mistakes of a caller.
    private static String name(int code) {
        return switch (code) {
            case CL10.CL_DEVICE_NOT_AVAILABLE -> "the device is not available";
            case CL10.CL_COMPILER_NOT_AVAILABLE -> "there is no compiler";
            case CL10.CL_MEM_OBJECT_ALLOCATION_FAILURE -> "the device has no memory for a buffer";
            case CL10.CL_OUT_OF_RESOURCES -> "the device is out of resources";
            case CL10.CL_OUT_OF_HOST_MEMORY -> "the host is out of memory";
            case CL10.CL_BUILD_PROGRAM_FAILURE -> "the program does not compile";
            default -> "error " + code;
        };
    }
}
