package dev.kennel.provenance;

import dev.kennel.device.Device;

/// What the job that makes a quant again was asked for.
///
/// @param quant as addresses name it, `owner/name/Q4_K_M`
/// @param fileSha256 of its file then: a quant that was replaced since is another one
/// @param device what it is encoded on: [Device#AUTO], [Device#CPU], or the name of an encoding device
record RebuildOrder(long quantId, String quant, String fileSha256, String device) {

    RebuildOrder {
        device = device == null ? Device.AUTO : device;
    }
}
