package dev.kennel.quantize;

import java.nio.file.Path;

/// An importance matrix as a worker finds it.
///
/// @param path where it can be read
/// @param name its name in the catalog, without a path; it goes into `quantize.imatrix.file`, cut to 127 bytes, and is
///     so a part of the bytes
/// @param sha256 of the file
public record ImatrixRef(Path path, String name, String sha256) {}
