package dev.kennel.quantize;

import java.util.List;
import java.util.Optional;

/// What an [EncodingDevicesTask] found.
///
/// @param devices whether or not they are used
/// @param problem why there is no GPU among them, where something is wrong or missing
public record EncodingDevicesFound(List<EncodingDevice> devices, Optional<String> problem) {

    public EncodingDevicesFound {
        devices = List.copyOf(devices);
    }
}
