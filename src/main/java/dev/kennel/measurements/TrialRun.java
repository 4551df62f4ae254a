package dev.kennel.measurements;

import java.time.Instant;

import dev.kennel.measure.ModelRuntime;
import dev.kennel.measure.Trial;

/// A file that was tried in a runtime.
public record TrialRun(long measurement, ModelRuntime runtime, Trial trial, String environment, Instant at) {}
