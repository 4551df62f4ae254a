package dev.kennel.quantize.opencl;

import java.util.Optional;

import org.lwjgl.opencl.CL;
import org.lwjgl.opencl.CL12;

import dev.kennel.quantize.EncodingDevice;
import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelDriver;

/// A device, and what is known of it.
final class OpenClDevice implements KernelDevice {

    /// What the kernels count on: results as IEEE 754 has them, tiny ones too.
    private static final long ARITHMETIC = CL12.CL_FP_ROUND_TO_NEAREST
            | CL12.CL_FP_INF_NAN
            | CL12.CL_FP_DENORM
            | CL12.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT;

    private final long platform;
    private final long id;
    private final EncodingDevice description;

    /// @param place among all devices
    OpenClDevice(long platform, long id, int place) {
        this.platform = platform;
        this.id = id;
        this.description = new EncodingDevice(
                "OpenCL" + place,
                info(CL12.CL_DEVICE_NAME).text(),
                Info.ofPlatform(platform, CL12.CL_PLATFORM_NAME).text(),
                info(CL12.CL_DRIVER_VERSION).text(),
                (info(CL12.CL_DEVICE_TYPE).number() & CL12.CL_DEVICE_TYPE_GPU) != 0,
                info(CL12.CL_DEVICE_GLOBAL_MEM_SIZE).number(),
                obstacle());
    }

    @Override
    public EncodingDevice description() {
        return description;
    }

    @Override
    public KernelDriver open() {
        return new OpenClDriver(platform, id);
    }

    private Optional<String> obstacle() {
        if (!CL.createDeviceCapabilities(id, CL.createPlatformCapabilities(platform)).OpenCL12) {
            return Optional.of("it knows OpenCL before version 1.2 only");
        }
        if (!info(CL12.CL_DEVICE_ENDIAN_LITTLE).isTrue()) {
            return Optional.of("it is not little-endian");
        }
        if (!info(CL12.CL_DEVICE_COMPILER_AVAILABLE).isTrue()) {
            return Optional.of("it has no compiler");
        }
        if ((info(CL12.CL_DEVICE_SINGLE_FP_CONFIG).number() & ARITHMETIC) != ARITHMETIC) {
            return Optional.of("it does not round as IEEE 754 does, in division, in roots or near zero");
        }
        return Optional.empty();
    }

    private Info info(int parameter) {
        return Info.ofDevice(id, parameter);
    }
}
