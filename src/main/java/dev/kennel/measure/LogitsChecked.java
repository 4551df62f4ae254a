package dev.kennel.measure;

/// Stored probabilities that fit a model.
///
/// @param tokensSha256 of the tokens that they are of, as the file has them
public record LogitsChecked(LogitsShape shape, String tokensSha256) {}
