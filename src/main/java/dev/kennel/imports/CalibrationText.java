package dev.kennel.imports;

/// The text that an importance matrix was computed from.
///
/// @param licence as it is stated; null where it is not
public record CalibrationText(String name, String sha256, String licence) {}
