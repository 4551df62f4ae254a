package dev.kennel.quantize.cuda;

import org.lwjgl.PointerBuffer;
import org.lwjgl.cuda.CU;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

import dev.kennel.quantize.kernels.KernelException;

/// Turns the driver's error codes into exceptions.
final class CudaErrors {

    private CudaErrors() {}

    /// @param function that gave the code
    /// @throws KernelException unless it is `CUDA_SUCCESS`
    static void check(String function, int code) {
        if (code != CU.CUDA_SUCCESS) {
            throw new KernelException("%s failed: %s".formatted(function, inWords(code)));
        }
    }

    private static String inWords(int code) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer text = stack.mallocPointer(1);
            return CU.cuGetErrorString(code, text) == CU.CUDA_SUCCESS
                    ? MemoryUtil.memUTF8(text.get(0))
                    : "error " + code;
        }
    }
}
