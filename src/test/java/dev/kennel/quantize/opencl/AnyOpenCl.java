package dev.kennel.quantize.opencl;

import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelDevices;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// An OpenCL device of any kind for tests: PoCL makes one of the CPU. Where there is none the tests that need it are
/// skipped and say so.
public final class AnyOpenCl {

    private static final KernelDevices DEVICES = OpenClDevices.find();

    private AnyOpenCl() {}

    public static boolean isThere() {
        return DEVICES.best().isPresent();
    }

    public static boolean isGpu() {
        return DEVICES.bestGpu().isPresent();
    }

    /// Skips the test that calls it where there is no such device.
    public static KernelDevice require() {
        assumeTrue(
                DEVICES.best().isPresent(),
                () -> "skipped: " + DEVICES.problem().orElse("no OpenCL device can be used"));
        return DEVICES.best().orElseThrow();
    }
}
