package dev.kennel.steer;

/// How far a [ResponseTask] is.
///
/// @param done pairs of answers so far
public record ProbesScored(long done) {}
