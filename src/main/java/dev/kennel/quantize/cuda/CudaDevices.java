package dev.kennel.quantize.cuda;

import java.nio.IntBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.lwjgl.cuda.CU;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.Library;
import org.lwjgl.system.MemoryStack;

import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelDevices;
import dev.kennel.quantize.kernels.LwjglMessages;

import static dev.kennel.quantize.cuda.CudaErrors.check;

/// Finds the GPUs of this machine that NVIDIA's driver knows.
public final class CudaDevices {

    /// Without its version's number the library is there for programmers only.
    private static final String DRIVER = "libcuda.so.1";

    private CudaDevices() {}

    /// Loads the driver, if it is there, and looks; then NVRTC, if there is a GPU. Without a driver or a GPU there is
    /// nothing to say, no device and no problem, unless the configuration names the directory of NVRTC.
    public static KernelDevices find() {
        return find(DRIVER, NvrtcDirectory.configured());
    }

    /// @param driver the library's name
    static KernelDevices find(String driver, Optional<NvrtcDirectory> configured) {
        KernelDevices found = find(driver, version -> Nvrtc.find(configured, version));
        boolean missed = found.all().isEmpty() && found.problem().isEmpty();
        return missed ? new KernelDevices(List.of(), configured.map(nvrtc -> whyNone(driver, nvrtc))) : found;
    }

    private static String whyNone(String driver, NvrtcDirectory nvrtc) {
        String why = "CUDA has no GPU here, though %s is set: NVIDIA's driver, %s, is not there or knows none."
                .formatted(NvrtcDirectory.PROPERTY, driver);
        return nvrtc.hasNvrtc() ? why : "%s Nor is NVRTC in %s: %s.".formatted(why, nvrtc.path(), nvrtc.inWords());
    }

    /// @param driver the library's name
    /// @param compilers finds the compiler for the major version of CUDA that the driver knows
    static KernelDevices find(String driver, IntFunction<CudaCompiler> compilers) {
        try {
            return isThere(driver) ? new KernelDevices(devices(driver, compilers), Optional.empty()) : none();
        } catch (RuntimeException e) {
            return cannotBeUsed(e);
        } catch (LinkageError e) {
            // of LWJGL's class of bindings, whose cause says which function the driver lacks
            return cannotBeUsed(e.getCause() == null ? e : e.getCause());
        }
    }

    private static KernelDevices cannotBeUsed(Throwable why) {
        return new KernelDevices(List.of(), Optional.of("CUDA cannot be used: " + why.getMessage() + "."));
    }

    private static KernelDevices none() {
        return new KernelDevices(List.of(), Optional.empty());
    }

    /// Asked first: LWJGL's class of bindings fails for good where the library is missing. It stays loaded.
    private static boolean isThere(String driver) {
        LwjglMessages.silence();
        try {
            Library.loadNative(CudaDevices.class, "org.lwjgl.cuda", driver);
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    private static List<KernelDevice> devices(String driver, IntFunction<CudaCompiler> compilers) {
        Configuration.CUDA_LIBRARY_NAME.set(driver);
        int result = CU.cuInit(0);
        if (result == CU.CUDA_ERROR_NO_DEVICE) {
            return List.of();
        }
        check("cuInit", result);
        int count = count();
        if (count == 0) {
            return List.of();
        }
        int version = version();
        CudaCompiler compiler = compilers.apply(version / 1000);
        String inWords = "for CUDA %d.%d".formatted(version / 1000, version % 1000 / 10);
        return IntStream.range(0, count)
                .<KernelDevice>mapToObj(place -> new CudaDevice(place, inWords, compiler))
                .toList();
    }

    private static int count() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer count = stack.mallocInt(1);
            check("cuDeviceGetCount", CU.cuDeviceGetCount(count));
            return count.get(0);
        }
    }

    /// Thousand times the major version and ten times the minor.
    private static int version() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer version = stack.mallocInt(1);
            check("cuDriverGetVersion", CU.cuDriverGetVersion(version));
            return version.get(0);
        }
    }
}
