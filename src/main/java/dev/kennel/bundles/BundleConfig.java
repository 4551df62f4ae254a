package dev.kennel.bundles;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How bundles are made.
@ConfigMapping(prefix = "kennel.bundles")
interface BundleConfig {

    /// Bytes of a quant that are read for its checksum while a person waits; more is a job.
    @WithDefault("64M")
    MemorySize readAtOnce();
}
