package dev.kennel.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;
import dev.kennel.worker.WorkerSettings;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A Vulkan device that is software (Mesa's llvmpipe): how tests reach what runs on GPUs. Where there is none, or the
/// Vulkan libraries are not there, the tests that need it are skipped and say so.
public final class SoftwareGpu {

    public static final String NAME = "Vulkan0";

    public static final Path LIBRARIES = Path.of(
                    "src/main/native/vulkan/node_modules/@node-llama-cpp/linux-x64-vulkan/bins/linux-x64-vulkan")
            .toAbsolutePath();

    private static Optional<String> whyNot = Optional.empty();
    private static boolean looked;

    private SoftwareGpu() {}

    /// Skips the test that calls it where there is no such device.
    public static synchronized void require() {
        if (!looked) {
            whyNot = look();
            looked = true;
        }
        assumeTrue(whyNot.isEmpty(), () -> "skipped: " + whyNot.orElseThrow());
    }

    private static Optional<String> look() {
        if (!Files.isDirectory(LIBRARIES)) {
            return Optional.of("no Vulkan libraries; KENNEL_LLAMA=vulkan ./kennel fetch-libraries");
        }
        try (WorkerProcess worker = worker()) {
            DevicesFound found = worker.run(new DevicesTask(), WorkerListener.deaf());
            boolean there =
                    found.devices().stream().anyMatch(device -> device.name().equals(NAME));
            return there ? Optional.empty() : Optional.of("no Vulkan device; apt-get install mesa-vulkan-drivers");
        } catch (Exception e) {
            throw new IllegalStateException("The worker that looks for a Vulkan device broke", e);
        }
    }

    /// A worker with the Vulkan libraries.
    public static WorkerProcess worker() throws IOException {
        var settings = new WorkerSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                "300m",
                Duration.ofMinutes(5),
                Map.of("kennel.llama.directory", LIBRARIES.toString()),
                true);
        return WorkerProcess.start(settings, "dev.kennel.Worker");
    }
}
