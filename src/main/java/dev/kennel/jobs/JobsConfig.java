package dev.kennel.jobs;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How this node takes part in jobs.
@ConfigMapping(prefix = "kennel.jobs")
interface JobsConfig {

    /// The node's name in the database. Two live nodes never share one.
    @WithDefault("${HOSTNAME:localhost}")
    String node();

    /// Whether this node runs shares; false for a node that only serves.
    @WithDefault("true")
    boolean worker();

    /// How often a share is tried when its worker dies.
    @WithDefault("3")
    int attempts();

    /// How often the scheduler looks for due shares.
    @WithDefault("500ms")
    Duration polling();

    /// A share whose node gave no sign of life for four of these is taken over.
    @WithDefault("5s")
    Duration heartbeat();

    /// The worker's class path; found from the server's when empty.
    Optional<String> workerClassPath();

    /// A worker's Java heap. Slabs and models live outside of it.
    @WithDefault("512m")
    String workerHeap();

    /// How long a worker may say nothing before it counts as hung.
    @WithDefault("15m")
    Duration workerSilence();
}
