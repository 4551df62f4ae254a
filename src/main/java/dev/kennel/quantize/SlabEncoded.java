package dev.kennel.quantize;

/// Step of an [EncodeTask]: some rows of a tensor are encoded into all of its types.
///
/// @param sourceBytes of these rows
/// @param encodedBytes of all their encodings
public record SlabEncoded(String tensor, long sourceBytes, long encodedBytes) {}
