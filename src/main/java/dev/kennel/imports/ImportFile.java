package dev.kennel.imports;

import java.nio.file.Path;
import java.util.Optional;

import dev.kennel.blob.Sha256;

/// A file to import: one that lies on the server, or an upload in the store.
///
/// @param filename as people know it; a blob's own name is its digest
/// @param upload the digest of its blob, when it was uploaded
public record ImportFile(Path path, String filename, Optional<Sha256> upload) {}
