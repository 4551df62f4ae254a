package dev.kennel.measurements;

import java.time.Instant;

import dev.kennel.measure.Speed;

/// A speed measurement that worked.
///
/// @param environment its digest
public record SpeedRun(long measurement, Timing timing, Speed speed, String environment, Instant at) {}
