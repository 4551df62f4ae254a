package dev.kennel.provenance;

import java.util.Optional;

import dev.kennel.device.Device;

/// What the job that checks a derivation was asked for.
///
/// @param quant as addresses name it, `owner/name/Q4_K_M`
/// @param fileSha256 of its file then
/// @param baseSha256 of the base's source then
/// @param imatrix the importance matrix to try, beside trying without
/// @param device what it is encoded on: [Device#AUTO], [Device#CPU], or the name of an encoding device
record CheckOrder(
        long quantId,
        String quant,
        String fileSha256,
        String baseSha256,
        Optional<TriedImatrix> imatrix,
        String device) {

    CheckOrder {
        device = device == null ? Device.AUTO : device;
    }

    /// @param sha256 of the file: another one under the same name gives other bytes
    record TriedImatrix(String filename, String sha256) {}
}
