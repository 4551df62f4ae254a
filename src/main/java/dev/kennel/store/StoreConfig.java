package dev.kennel.store;

import java.nio.file.Path;
import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where blobs are kept.
@ConfigMapping(prefix = "kennel.store")
interface StoreConfig {

    /// The store's directory. All nodes see the same one.
    @WithDefault("${kennel.home:.kennel}/store")
    Path root();

    /// Disk space that blobs never take, so that the database beside them can still write.
    @WithDefault("1G")
    MemorySize reserve();

    /// How long a staged file may lie untouched before it counts as left over.
    @WithDefault("7D")
    Duration stagingLife();

    /// How often blobs that nothing needs are looked for.
    @WithDefault("1M")
    Duration collectEvery();
}
