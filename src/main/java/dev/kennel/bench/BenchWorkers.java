package dev.kennel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                properties(),
                softwareDevices);
        return WorkerProcess.start(settings, "dev.kennel.Worker");
    }

    private static Map<String, String> properties() {
        return Stream.of("kennel.llama.directory", "kennel.cuda.nvrtc")
                .filter(name -> System.getProperty(name) != null)
                .collect(Collectors.toMap(Function.identity(), System::getProperty));
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
