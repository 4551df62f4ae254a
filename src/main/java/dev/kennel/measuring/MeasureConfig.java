package dev.kennel.measuring;

import java.time.Duration;
import java.util.OptionalInt;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How measuring runs.
@ConfigMapping(prefix = "kennel.measure")
public interface MeasureConfig {

    /// Threads of llama.cpp and of scoring; all cores when empty.
    OptionalInt threads();

    default int threadsInUse() {
        return threads().orElse(Runtime.getRuntime().availableProcessors());
    }

    /// How long llama.cpp may take to count a text's tokens before it counts as hung: people wait for it.
    @WithDefault("1m")
    Duration countPatience();

    /// The largest text that can be added.
    @WithDefault("64M")
    MemorySize text();
}
