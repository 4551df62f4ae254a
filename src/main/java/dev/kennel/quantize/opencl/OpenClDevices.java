package dev.kennel.quantize.opencl;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL;
import org.lwjgl.opencl.CL12;
import org.lwjgl.opencl.KHRICD;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.Platform;

import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelDevices;
import dev.kennel.quantize.kernels.LwjglMessages;

import static dev.kennel.quantize.opencl.OpenClErrors.check;

/// Finds the OpenCL devices of this machine.
public final class OpenClDevices {

    private static final String HOW_TO_GET_ONE =
            "A GPU's driver brings OpenCL. Debian, Ubuntu: apt-get install ocl-icd-libopencl1, and for the CPU as a device"
                    + " pocl-opencl-icd.";

    /// Without its version's number the library is there for programmers only.
    private static final String LINUX_LIBRARY = "libOpenCL.so.1";

    private static boolean loaded;

    private OpenClDevices() {}

    /// Loads OpenCL, if it is there, and looks. The devices are in the order of their platforms.
    public static KernelDevices find() {
        try {
            load();
            List<KernelDevice> devices = new ArrayList<>();
            platforms().forEach(platform -> devices(platform)
                    .forEach(device -> devices.add(new OpenClDevice(platform, device, devices.size()))));
            return new KernelDevices(devices, devices.isEmpty() ? none("OpenCL knows no device.") : Optional.empty());
        } catch (LinkageError e) {
            return new KernelDevices(List.of(), none("OpenCL is not there: " + firstLine(e) + "."));
        } catch (RuntimeException e) {
            return new KernelDevices(List.of(), none("OpenCL cannot be used: " + e.getMessage() + "."));
        }
    }

    private static Optional<String> none(String why) {
        return Optional.of(why + " " + HOW_TO_GET_ONE);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /// Once, and now: left to itself a class initializer does it, whose failure cannot be caught a second time. What it
    /// would print of a failure is told by [KernelDevices#problem].
    private static synchronized void load() {
        if (!loaded) {
            Configuration.OPENCL_EXPLICIT_INIT.set(true);
            LwjglMessages.silence();
            if (Platform.get() == Platform.LINUX) {
                Configuration.OPENCL_LIBRARY_NAME.set(LINUX_LIBRARY);
            }
            CL.create();
            loaded = true;
        }
    }

    private static Stream<Long> platforms() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer count = stack.mallocInt(1);
            int found = CL12.clGetPlatformIDs(null, count);
            if (found == KHRICD.CL_PLATFORM_NOT_FOUND_KHR || count.get(0) == 0) {
                return Stream.empty();
            }
            check("clGetPlatformIDs", found);
            PointerBuffer platforms = stack.mallocPointer(count.get(0));
            check("clGetPlatformIDs", CL12.clGetPlatformIDs(platforms, (IntBuffer) null));
            return listed(platforms).stream();
        }
    }

    private static List<Long> devices(long platform) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer count = stack.mallocInt(1);
            int found = CL12.clGetDeviceIDs(platform, CL12.CL_DEVICE_TYPE_ALL, null, count);
            if (found == CL12.CL_DEVICE_NOT_FOUND || count.get(0) == 0) {
                return List.of();
            }
            check("clGetDeviceIDs", found);
            PointerBuffer devices = stack.mallocPointer(count.get(0));
            check("clGetDeviceIDs", CL12.clGetDeviceIDs(platform, CL12.CL_DEVICE_TYPE_ALL, devices, (IntBuffer) null));
            return listed(devices);
        }
    }

    private static List<Long> listed(PointerBuffer pointers) {
        List<Long> listed = new ArrayList<>();
        for (int i = 0; i < pointers.capacity(); i++) {
            listed.add(pointers.get(i));
        }
        return listed;
    }
}
