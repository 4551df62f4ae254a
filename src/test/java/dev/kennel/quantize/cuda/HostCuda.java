package dev.kennel.quantize.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.lwjgl.system.Configuration;

import dev.kennel.quantize.kernels.KernelDevices;
import dev.kennel.quantize.kernels.KernelSource;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// CUDA without a GPU, for tests: a driver that is the host's memory and processor, and g++ in NVRTC's place. It shows
/// what the dialect makes of the kernels and how the driver is called; nothing of what NVIDIA's own software does.
final class HostCuda {

    private static final Optional<KernelDevices> DEVICES =
            HostCompiler.isThere() ? Optional.of(find()) : Optional.empty();

    private HostCuda() {}

    /// Skips the test that calls it where there is no compiler, or the real driver has been bound already.
    static KernelDevices require() {
        assumeTrue(DEVICES.isPresent(), "skipped: there is no g++. Debian, Ubuntu: apt-get install g++");
        KernelDevices devices = DEVICES.orElseThrow();
        assumeTrue(
                devices.all().stream()
                        .allMatch(device -> device.description().description().equals("Host GPU")),
                "skipped: another driver is bound in this process");
        return devices;
    }

    /// The driver has only those functions that Kennel calls; of LWJGL's bindings many more.
    private static KernelDevices find() {
        Configuration.DISABLE_FUNCTION_CHECKS.set(true);
        try {
            Path directory = Files.createTempDirectory("host-cuda");
            directory.toFile().deleteOnExit();
            var compiler = new HostCompiler(directory);
            Path driver = compiler.library(KernelSource.resource(HostCuda.class, "driver.cpp"));
            return CudaDevices.find(driver.toString(), _ -> compiler);
        } catch (IOException e) {
            throw new IllegalStateException("The host's driver cannot be made", e);
        }
    }
}
