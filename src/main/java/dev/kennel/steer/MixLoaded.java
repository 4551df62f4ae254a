package dev.kennel.steer;

import dev.kennel.device.LlamaBuild;

/// A [MixLoadTask]'s file is loaded.
///
/// @param bytes of memory that its tensors take
public record MixLoaded(long bytes, LlamaBuild llama) {}
