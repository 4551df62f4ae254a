package dev.kennel.quantize;

/// Step of an [AssembleTask]: a tensor's blob has been read and is what its digest says.
public record BlobChecked(String tensor, long bytes) {}
