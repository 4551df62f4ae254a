package dev.kennel.quantize.kernels;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The devices of this machine that one kind of driver knows.
///
/// @param all in the driver's order
/// @param problem why there is none; nothing to say where there is no such driver and none is missed
public record KernelDevices(List<KernelDevice> all, Optional<String> problem) {

    public KernelDevices {
        all = List.copyOf(all);
    }

    /// GPUs first.
    public Optional<KernelDevice> best() {
        return usable().min(Comparator.comparing(device -> !device.description().gpu()));
    }

    public Optional<KernelDevice> bestGpu() {
        return usable().filter(device -> device.description().gpu()).findFirst();
    }

    /// Usable or not.
    public Optional<KernelDevice> named(String name) {
        return all.stream()
                .filter(device -> device.description().name().equals(name))
                .findFirst();
    }

    private Stream<KernelDevice> usable() {
        return all.stream().filter(device -> device.description().usable());
    }
}
