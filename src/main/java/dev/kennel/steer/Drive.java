package dev.kennel.steer;

import java.nio.file.Path;
import java.util.Optional;

/// A control vector that is driven through a file.
///
/// @param vector its GGUF
/// @param feature place of the feature that it leads along, among those of the task
/// @param unit by what a strength of 1 multiplies it, as the base's run found it; found in this run when absent
/// @param seed of the random vector that it is compared with
public record Drive(Path vector, int feature, Optional<Double> unit, long seed) {}
