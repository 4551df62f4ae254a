package dev.kennel.steer;

/// How far an extraction is.
public record ConversationsRead(int done, int all) {}
