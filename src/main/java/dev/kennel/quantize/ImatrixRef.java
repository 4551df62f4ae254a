package dev.kennel.quantize;

import java.io.IOException;
import java.nio.file.Path;

import dev.kennel.blob.Sha256;

/// An importance matrix as a worker finds it.
///
/// @param path where it can be read
/// @param name its name in the catalog, without a path; it goes into `quantize.imatrix.file`, cut to 127 bytes, and is
///     so a part of the bytes
/// @param sha256 of the file
public record ImatrixRef(Path path, String name, String sha256) {

    /// A file as it is now, by its own name.
    public static ImatrixRef of(Path file) throws IOException {
        return new ImatrixRef(
                file, file.getFileName().toString(), Sha256.of(file).hex());
    }
}
