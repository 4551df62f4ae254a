package dev.kennel.measure.run;

import dev.kennel.llama.Llama;
import dev.kennel.measure.LlamaBuild;

/// Says which llama.cpp computed.
final class Builds {

    private Builds() {}

    static LlamaBuild of(Llama llama) {
        return new LlamaBuild(llama.version(), llama.cpuVariant());
    }
}
