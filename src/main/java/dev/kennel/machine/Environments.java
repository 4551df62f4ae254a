package dev.kennel.machine;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.measurements.Environment;
import dev.kennel.web.Site;
import dev.kennel.worker.LlamaBuild;

/// Says where what this node does was done.
@ApplicationScoped
public class Environments {

    private static final String CPU = "cpu";

    private final Site site;

    Environments(Site site) {
        this.site = site;
    }

    /// @param llama which llama.cpp computed
    public Environment of(LlamaBuild llama) {
        Processor processor = Processor.ofThisNode();
        return new Environment(
                processor.model(),
                processor.architecture(),
                processor.cores(),
                Memory.ofThisNode().total(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                CPU,
                null,
                null,
                llama.cpuVariant(),
                llama.version(),
                site.getVersion());
    }
}
