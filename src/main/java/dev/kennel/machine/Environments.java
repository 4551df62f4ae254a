package dev.kennel.machine;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.device.Device;
import dev.kennel.device.LlamaBuild;
import dev.kennel.measurements.Environment;
import dev.kennel.web.Site;

/// Says where what this node does was done.
@ApplicationScoped
public class Environments {

    private final Site site;

    Environments(Site site) {
        this.site = site;
    }

    /// @param llama which llama.cpp computed, and on what
    public Environment of(LlamaBuild llama) {
        Processor processor = Processor.ofThisNode();
        return new Environment(
                processor.model(),
                processor.architecture(),
                processor.cores(),
                Memory.ofThisNode().total(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                llama.device().map(Device::description).orElse(Device.CPU),
                llama.device().map(Device::name).orElse(null),
                llama.device().map(Device::memory).orElse(null),
                llama.device().flatMap(Device::driver).orElse(null),
                llama.cpuVariant(),
                llama.version(),
                site.getVersion());
    }
}
