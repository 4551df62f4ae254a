package dev.kennel.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// How worker processes are started.
///
/// @param java the `java` command
/// @param classPath of the worker, in the platform's form
/// @param heap the worker's `-Xmx`, `512m` say; slabs and models live outside of it
/// @param silence how long a worker may say nothing before it counts as hung
/// @param properties system properties for the worker (`kennel.llama.directory`, …)
/// @param softwareDevices whether it may compute on a Vulkan device that is software
public record WorkerSettings(
        Path java,
        String classPath,
        String heap,
        Duration silence,
        Map<String, String> properties,
        boolean softwareDevices) {

    public WorkerSettings {
        properties = Map.copyOf(properties);
    }

    /// Without software devices.
    public WorkerSettings(Path java, String classPath, String heap, Duration silence, Map<String, String> properties) {
        this(java, classPath, heap, silence, properties, false);
    }

    /// The same with another patience.
    public WorkerSettings with(Duration silence) {
        return new WorkerSettings(java, classPath, heap, silence, properties, softwareDevices);
    }
}
