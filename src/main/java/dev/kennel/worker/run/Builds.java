package dev.kennel.worker.run;

import dev.kennel.llama.Llama;
import dev.kennel.worker.LlamaBuild;

/// Says which llama.cpp computed.
public final class Builds {

    private Builds() {}

    public static LlamaBuild of(Llama llama) {
        return new LlamaBuild(llama.version(), llama.cpuVariant());
    }
}
