package dev.kennel.quantize;

/// Step of a [CompareTask]: some rows are compared.
public record SlabCompared(long rows) {}
