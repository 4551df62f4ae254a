package dev.kennel.provenance;

import java.util.Optional;

/// How a quant is to be made again.
///
/// @param device as [dev.kennel.machine.EncodingDevices#choose] takes it
record RebuildRequest(Optional<String> device) {

    RebuildRequest {
        device = device == null ? Optional.empty() : device.filter(name -> !name.isBlank());
    }
}
