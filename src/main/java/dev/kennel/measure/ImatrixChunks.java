package dev.kennel.measure;

/// Step of an [ImatrixTask].
///
/// @param done chunks so far
/// @param chunks in all
public record ImatrixChunks(int done, int chunks) {}
