package dev.kennel.measurements;

import dev.kennel.measure.Speed;

/// A speed measurement that worked.
public record SpeedRun(long measurement, Speed speed, String environment) {}
