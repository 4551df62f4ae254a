package dev.kennel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.kennel.worker.WorkerProcess;
import dev.kennel.worker.WorkerSettings;

/// Starts workers as a server would.
final class BenchWorkers {

    private static final String HEAP = "512m";
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private BenchWorkers() {}

    static WorkerProcess start() throws IOException {
        return start(false);
    }

    /// @param softwareDevices whether they may compute on a Vulkan device that is software
    static WorkerProcess start(boolean softwareDevices) throws IOException {
        var settings = new WorkerSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                HEAP,
                SILENCE,
                Map.of("kennel.llama.directory", System.getProperty("kennel.llama.directory")),
                softwareDevices);
        return WorkerProcess.start(settings, "dev.kennel.Worker");
    }

    /// Processor time that the workers that run have taken, in all their threads.
    static double processorSeconds() {
        return ProcessHandle.current()
                .children()
                .flatMap(worker -> worker.info().totalCpuDuration().stream())
                .mapToDouble(taken -> taken.toNanos() / 1e9)
                .sum();
    }
}
