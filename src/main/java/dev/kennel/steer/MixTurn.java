package dev.kennel.steer;

/// What was asked before, with both answers.
public record MixTurn(String question, String unsteered, String steered) {}
