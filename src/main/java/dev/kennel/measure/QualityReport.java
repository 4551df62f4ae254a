package dev.kennel.measure;

import dev.kennel.worker.LlamaBuild;

/// What a [QualityTask] found.
public record QualityReport(LogitsShape shape, Quality quality, LlamaBuild llama) {}
