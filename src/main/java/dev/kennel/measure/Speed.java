package dev.kennel.measure;

import dev.kennel.device.LlamaBuild;

/// How fast a model is and what memory it takes: what a [SpeedTask] found.
///
/// @param prompt rates of reading a prompt
/// @param generation rates of writing
/// @param loadSeconds until the model was loaded, its file in the system's cache
/// @param contextLength tokens that the context had room for
public record Speed(
        Rates prompt, Rates generation, double loadSeconds, int contextLength, MemoryUse memory, LlamaBuild llama) {}
