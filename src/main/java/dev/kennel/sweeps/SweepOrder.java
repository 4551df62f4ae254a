package dev.kennel.sweeps;

import java.util.List;
import java.util.Optional;

import dev.kennel.device.Device;

/// A sweep's request as its job keeps it, resolved.
///
/// @param modelId of the model
/// @param imatrix the importance matrix in use
/// @param recipes digests, in the order of the quants
/// @param device what it is encoded on: [Device#AUTO], [Device#CPU], or the name of an encoding device
record SweepOrder(long modelId, Optional<UsedImatrix> imatrix, List<String> recipes, String device) {

    SweepOrder {
        device = device == null ? Device.AUTO : device;
    }

    /// @param sha256 of the file: another one under the same name would give other bytes
    record UsedImatrix(String filename, String sha256) {}
}
