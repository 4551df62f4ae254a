package dev.kennel.device.run;

import dev.kennel.device.LlamaBuild;
import dev.kennel.llama.Llama;

/// Says which llama.cpp computed, and on what.
public final class Builds {

    private Builds() {}

    /// @param device as the task asked for it
    public static LlamaBuild of(Llama llama, String device) {
        return new LlamaBuild(llama.version(), llama.cpuVariant(), LlamaDevices.beside(llama, device));
    }
}
