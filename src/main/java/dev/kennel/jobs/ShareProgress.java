package dev.kennel.jobs;

/// How far a share is.
///
/// @param ordinal its place among the stage's shares
/// @param state waiting, running, done, failed or cancelled
public record ShareProgress(int ordinal, String state, int percent) {}
