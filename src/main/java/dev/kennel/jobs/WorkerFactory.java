package dev.kennel.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;

import dev.kennel.worker.WorkerProcess;
import dev.kennel.worker.WorkerSettings;

/// Starts worker processes as this node's configuration says.
@ApplicationScoped
public class WorkerFactory {

    private static final String MAIN = "dev.kennel.Worker";

    private final Duration silence;
    private final WorkerSettings settings;

    WorkerFactory(JobsConfig jobs, Config config) {
        this.silence = jobs.workerSilence();
        this.settings = new WorkerSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                jobs.workerClassPath().orElseGet(WorkerFactory::ownClassPath),
                jobs.workerHeap(),
                silence,
                llamaProperties(config));
    }

    public WorkerProcess start() throws IOException {
        return start(silence);
    }

    /// @param silence how long the worker may say nothing before it counts as hung
    public WorkerProcess start(Duration silence) throws IOException {
        return WorkerProcess.start(settings.with(silence), MAIN);
    }

    /// What the worker must know of `kennel.llama.*`.
    private static Map<String, String> llamaProperties(Config config) {
        var properties = new HashMap<String, String>();
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
