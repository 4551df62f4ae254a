package dev.kennel.responses;

import java.util.List;
import java.util.Optional;

import dev.kennel.steer.ResponseReport.Asked;
import dev.kennel.steer.ResponseReport.Driven;

/// All that a file answered to the probes of a feature.
///
/// @param features names of those that the run asked about, in the order of the cross-talk
/// @param asked without a vector
/// @param driven with one
/// @param pace pairs of answers that the run scored a second
public record Answers(List<String> features, Asked asked, Optional<Driven> driven, double pace) {}
