package dev.kennel.measure;

/// What a [ScoringCostTask] found, in seconds of wall time a token.
///
/// @param storing the probabilities of a base
/// @param comparing a quant with stored ones
public record ScoringCost(double storing, double comparing) {}
