package dev.kennel.measurements;

import java.time.Instant;
import java.util.Optional;

/// A measurement in a line, for lists of all there are.
///
/// @param what was measured: "closeness: 31 chunks of 256 tokens of stories, against the base"
/// @param found "KLD 0.00173 ± 0.00019"; empty when it failed
/// @param place in words
public record MeasuredLine(long measurement, String what, Optional<String> found, String place, Instant at) {}
