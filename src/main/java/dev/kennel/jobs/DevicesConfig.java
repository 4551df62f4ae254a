package dev.kennel.jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How this node uses its devices beside the CPU.
@ConfigMapping(prefix = "kennel.devices")
interface DevicesConfig {

    /// Shares of jobs that may run on a device at the same time.
    @WithDefault("1")
    int shares();

    /// Whether a Vulkan device counts that is software (Mesa's llvmpipe): slow, for trying things out without a GPU.
    @WithDefault("false")
    boolean software();
}
