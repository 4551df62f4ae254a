package dev.kennel.jobs;

/// Names an attempt at a share.
///
/// @param attempt grows with each attempt at the share
public record AttemptId(long share, int attempt) {}
