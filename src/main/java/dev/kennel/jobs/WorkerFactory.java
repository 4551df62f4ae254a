package dev.kennel.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import org.eclipse.microprofile.config.Config;

import dev.kennel.quantize.EncoderChoice;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;
import dev.kennel.worker.WorkerSettings;

/// Starts worker processes as this node's configuration says, and counts them for Prometheus from the start on.
@Startup
@ApplicationScoped
public class WorkerFactory {

    private static final String MAIN = "dev.kennel.Worker";
    private static final String NVRTC = "kennel.cuda.nvrtc";

    private final Duration silence;
    private final WorkerSettings settings;
    private final AtomicInteger alive = new AtomicInteger();
    private final Counter deaths;

    private final MeterRegistry registry;
    private final Gauge aliveShown;

    WorkerFactory(
            JobsConfig jobs, DevicesConfig devices, EncoderChoice encoders, Config config, MeterRegistry registry) {
        this.silence = jobs.workerSilence();
        this.settings = new WorkerSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                jobs.workerClassPath().orElseGet(WorkerFactory::ownClassPath),
                jobs.workerHeap(),
                silence,
                propertiesForWorker(config, encoders),
                devices.software());
        this.deaths = Counter.builder("kennel.worker.deaths")
                .description("Workers of this node that ended, hung or broke before their task was done")
                .register(registry);
        this.registry = registry;
        this.aliveShown = Gauge.builder("kennel.workers.alive", alive, AtomicInteger::get)
                .description("Worker processes of this node")
                .register(registry);
    }

    @PreDestroy
    void stop() {
        registry.remove(aliveShown);
    }

    public WorkerProcess start() throws IOException {
        return start(silence);
    }

    /// @param silence how long the worker may say nothing before it counts as hung
    public WorkerProcess start(Duration silence) throws IOException {
        WorkerProcess worker = WorkerProcess.start(settings.with(silence), MAIN, deaths::increment);
        alive.incrementAndGet();
        worker.onEnd(alive::decrementAndGet);
        return worker;
    }

    /// Has a task done in a worker of its own that says nothing about it.
    ///
    /// @param patience how long that may take
    /// @throws TaskFailure when it fails or the worker dies, with its last lines then
    public <R> R ask(Task<R> task, Duration patience) throws TaskFailure {
        try (WorkerProcess worker = start(patience)) {
            return ask(worker, task);
        } catch (IOException | RuntimeException | Error e) {
            throw new TaskFailure("No worker can be started: " + e.getMessage(), e);
        }
    }

    private static <R> R ask(WorkerProcess worker, Task<R> task) throws TaskFailure {
        try {
            return worker.run(task, WorkerListener.deaf());
        } catch (WorkerDied e) {
            throw new TaskFailure(e.getMessage() + " Its last lines:\n" + String.join("\n", worker.lastLines()), e);
        }
    }

    /// What the worker must know of `kennel.llama.*`, and of what it encodes with.
    private static Map<String, String> propertiesForWorker(Config config, EncoderChoice encoders) {
        var properties = new HashMap<String, String>();
        properties.put(EncoderChoice.PROPERTY, encoders.text());
        config.getOptionalValue(NVRTC, String.class).ifPresent(value -> properties.put(NVRTC, value));
        for (String key : config.getPropertyNames()) {
            if (key.startsWith("kennel.llama.")) {
                config.getOptionalValue(key, String.class).ifPresent(value -> properties.put(key, value));
            }
        }
        return properties;
    }

    /// A packaged server runs from `quarkus-run.jar`, whose neighbours hold the classes.
    private static String ownClassPath() {
        String classPath = System.getProperty("java.class.path");
        if (!classPath.endsWith("quarkus-run.jar")) {
            return classPath;
        }
        Path home = Path.of(classPath).toAbsolutePath().getParent();
        return home.resolve("app") + "/*" + File.pathSeparator + home.resolve("lib/main") + "/*" + File.pathSeparator
                + home.resolve("lib/boot") + "/*";
    }
}
