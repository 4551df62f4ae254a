package dev.kennel.measure.run;

import dev.kennel.device.run.LlamaDevices;
import dev.kennel.llama.Llama;
import dev.kennel.measure.LlamaBuild;

/// Says which llama.cpp computed, and on what.
final class Builds {

    private Builds() {}

    /// @param device as the task asked for it
    static LlamaBuild of(Llama llama, String device) {
        return new LlamaBuild(llama.version(), llama.cpuVariant(), LlamaDevices.beside(llama, device));
    }
}
