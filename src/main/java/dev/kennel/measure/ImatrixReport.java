package dev.kennel.measure;

import dev.kennel.device.LlamaBuild;

/// What an [ImatrixTask] wrote.
///
/// @param chunks that were read
/// @param tensors that it has weights for
public record ImatrixReport(int chunks, int tensors, LlamaBuild llama) {}
