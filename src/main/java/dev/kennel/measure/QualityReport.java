package dev.kennel.measure;

import dev.kennel.device.LlamaBuild;

/// What a [QualityTask] found.
public record QualityReport(LogitsShape shape, Quality quality, LlamaBuild llama) {}
