package dev.kennel.device;

import java.util.List;

/// What a [DevicesTask] found.
///
/// @param llama version and commit of llama.cpp
/// @param cpuVariant the CPU library that was loaded, `haswell` say
/// @param devices the CPU too, in ggml's order
public record DevicesFound(String llama, String cpuVariant, List<Device> devices) {

    public DevicesFound {
        devices = List.copyOf(devices);
    }
}
