package dev.kennel.imports;

/// How far an upload is.
///
/// @param offset bytes that have arrived: where to go on
/// @param total length of the whole file, null while unknown
/// @param sha256 of the file, null until complete
public record UploadStatus(String filename, long offset, Long total, boolean complete, String sha256) {}
