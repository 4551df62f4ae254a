package dev.kennel.sweeps;

import java.time.Duration;
import java.util.OptionalInt;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How sweeps run.
@ConfigMapping(prefix = "kennel.sweep")
interface SweepConfig {

    /// Threads that encode; all cores when empty.
    OptionalInt threads();

    default int threadsInUse() {
        return threads().orElse(Runtime.getRuntime().availableProcessors());
    }

    /// Memory of a slab of rows in a worker; it holds three at most.
    @WithDefault("64M")
    MemorySize slab();

    /// How long llama.cpp may think about a plan before it counts as hung: people wait for it.
    @WithDefault("1m")
    Duration planPatience();

    /// Source bytes in a share: what a worker takes at a time, and so how finely a sweep spreads over workers.
    @WithDefault("2G")
    MemorySize share();
}
