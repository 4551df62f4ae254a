package dev.kennel.quantize.cuda;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;

import org.lwjgl.PointerBuffer;
import org.lwjgl.cuda.CU;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

import dev.kennel.quantize.EncodingDevice;
import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelDriver;

import static dev.kennel.quantize.cuda.CudaErrors.check;

/// A GPU, and what is known of it.
final class CudaDevice implements KernelDevice {

    private static final int LONGEST_NAME = 256;

    private final int handle;
    private final int capability;
    private final CudaCompiler compiler;
    private final EncodingDevice description;

    /// @param place among all GPUs
    /// @param driver which it is, for people
    CudaDevice(int place, String driver, CudaCompiler compiler) {
        this.handle = handleOf(place);
        this.capability = 10 * attribute(CU.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
                + attribute(CU.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
        this.compiler = compiler;
        this.description = new EncodingDevice(
                "CUDA" + place, modelName(), "CUDA", driver, true, memory(), compiler.obstacle(capability));
    }

    @Override
    public EncodingDevice description() {
        return description;
    }

    @Override
    public KernelDriver open() {
        return new CudaDriver(handle, capability, compiler);
    }

    private static int handleOf(int place) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer found = stack.mallocInt(1);
            check("cuDeviceGet", CU.cuDeviceGet(found, place));
            return found.get(0);
        }
    }

    private int attribute(int which) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer value = stack.mallocInt(1);
            check("cuDeviceGetAttribute", CU.cuDeviceGetAttribute(value, which, handle));
            return value.get(0);
        }
    }

    private String modelName() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            ByteBuffer name = stack.calloc(LONGEST_NAME);
            check("cuDeviceGetName", CU.cuDeviceGetName(name, handle));
            return MemoryUtil.memUTF8(MemoryUtil.memAddress(name));
        }
    }

    private long memory() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer bytes = stack.mallocPointer(1);
            check("cuDeviceTotalMem", CU.cuDeviceTotalMem(bytes, handle));
            return bytes.get(0);
        }
    }
}
