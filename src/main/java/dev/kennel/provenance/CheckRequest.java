package dev.kennel.provenance;

import java.util.Optional;

/// How a derivation is to be checked.
///
/// @param imatrix file name of an importance matrix of the base, `none`, or absent for the one that the file names
/// @param device as [dev.kennel.machine.EncodingDevices#choose] takes it
record CheckRequest(Optional<String> imatrix, Optional<String> device) {

    CheckRequest {
        imatrix = imatrix == null ? Optional.empty() : imatrix.filter(name -> !name.isBlank());
        device = device == null ? Optional.empty() : device.filter(name -> !name.isBlank());
    }
}
