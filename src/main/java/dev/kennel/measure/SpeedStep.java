package dev.kennel.measure;

/// Step of a [SpeedTask].
///
/// @param tokens read or generated so far
public record SpeedStep(long tokens) {}
