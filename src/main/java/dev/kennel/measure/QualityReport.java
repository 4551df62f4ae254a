package dev.kennel.measure;

/// What a [QualityTask] found.
public record QualityReport(LogitsShape shape, Quality quality, LlamaBuild llama) {}
