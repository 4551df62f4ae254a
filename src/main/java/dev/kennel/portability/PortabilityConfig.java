package dev.kennel.portability;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How runtimes are tried.
@ConfigMapping(prefix = "kennel.portability")
interface PortabilityConfig {

    /// How long a runtime may take to load a file and write a few tokens before it counts as hung.
    @WithDefault("10m")
    Duration patience();
}
