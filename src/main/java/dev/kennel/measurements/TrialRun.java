package dev.kennel.measurements;

import java.time.Instant;

import dev.kennel.measure.ModelRuntime;
import dev.kennel.measure.Trial;
import dev.kennel.measure.TrialSettings;

/// A file that was tried in a runtime.
public record TrialRun(long measurement, TrialSettings settings, Trial trial, String environment, Instant at) {

    public ModelRuntime runtime() {
        return settings.runtime();
    }
}
