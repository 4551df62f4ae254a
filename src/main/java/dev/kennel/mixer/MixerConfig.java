package dev.kennel.mixer;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much of this machine the mixer may have.
@ConfigMapping(prefix = "kennel.mixer")
interface MixerConfig {

    /// Files that are loaded at the same time, each in a worker of its own.
    @WithDefault("1")
    int files();

    /// Questions that a loaded file answers at the same time.
    @WithDefault("2")
    int together();

    /// Questions that wait for their turn, at most; one more is refused.
    @WithDefault("16")
    int waiting();

    /// How long a loaded file that nobody asks anything stays loaded.
    @WithDefault("10m")
    Duration idle();

    /// How long answers can be looked at.
    @WithDefault("30m")
    Duration kept();
}
