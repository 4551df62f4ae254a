package dev.kennel.measure;

import dev.kennel.device.LlamaBuild;

/// What a base model said of a text.
///
/// @param perplexity of the base itself
public record BaseLogits(LogitsShape shape, Estimate perplexity, LlamaBuild llama) {}
