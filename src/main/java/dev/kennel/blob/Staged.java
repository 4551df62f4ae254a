package dev.kennel.blob;

import java.nio.file.Path;

/// A finished file in the staging directory, ready to be published under its digest.
///
/// @param path where it lies; gone after publishing
/// @param bytes its length
public record Staged(Path path, Sha256 sha256, long bytes) {}
