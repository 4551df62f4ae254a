package dev.kennel.measure;

import dev.kennel.device.LlamaBuild;

/// A step of a [TryTask]: the runtime is there, and the model is what comes next.
public record RuntimeStarted(LlamaBuild llama) {}
