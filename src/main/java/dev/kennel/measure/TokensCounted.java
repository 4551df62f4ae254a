package dev.kennel.measure;

/// What a [CountTokensTask] found.
///
/// @param tokens of the text
/// @param vocabulary tokens that the model knows
public record TokensCounted(int tokens, int vocabulary) {}
