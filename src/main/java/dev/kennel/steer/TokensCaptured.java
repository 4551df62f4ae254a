package dev.kennel.steer;

/// How far a capture is.
public record TokensCaptured(int done, int all) {}
