package dev.kennel.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A finished file in the staging directory, ready to be published under its digest.
///
/// @param path where it lies; gone after publishing
/// @param bytes its length
public record Staged(Path path, Sha256 sha256, long bytes) {

    /// A file that something else wrote there; it is read once, for its digest.
    public static Staged of(Path path) throws IOException {
        return new Staged(path, Sha256.of(path), Files.size(path));
    }
}
