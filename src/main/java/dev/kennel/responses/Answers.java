package dev.kennel.responses;

import java.util.Optional;

import dev.kennel.steer.ResponseReport.Asked;
import dev.kennel.steer.ResponseReport.Driven;

/// All that a file answered to the probes of a feature.
///
/// @param asked without a vector
/// @param driven with one
/// @param pace pairs of answers that the run scored a second
public record Answers(Asked asked, Optional<Driven> driven, double pace) {}
