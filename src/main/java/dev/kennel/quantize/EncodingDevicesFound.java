package dev.kennel.quantize;

import java.util.List;
import java.util.Optional;

/// What an [EncodingDevicesTask] found.
///
/// @param devices whether or not they are used
/// @param problem why there are none
public record EncodingDevicesFound(List<EncodingDevice> devices, Optional<String> problem) {

    public EncodingDevicesFound {
        devices = List.copyOf(devices);
    }
}
