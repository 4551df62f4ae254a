package dev.kennel.imports;

/// How far an upload is.
///
/// @param offset where to go on: how many bytes have arrived; while it is not complete, at most the last one's place
/// @param total length of the whole file, null while unknown
/// @param sha256 of the file, null until complete
public record UploadStatus(String filename, long offset, Long total, boolean complete, String sha256) {}
