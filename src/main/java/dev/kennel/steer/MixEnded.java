package dev.kennel.steer;

/// A question is forgotten.
///
/// @param going questions that are not
public record MixEnded(int going) {}
