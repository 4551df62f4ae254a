package dev.kennel.provenance;

import java.util.Optional;

/// What the job that checks a derivation was asked for.
///
/// @param quant as addresses name it, `owner/name/Q4_K_M`
/// @param fileSha256 of its file then
/// @param baseSha256 of the base's source then
/// @param imatrix the importance matrix to try, beside trying without
record CheckOrder(long quantId, String quant, String fileSha256, String baseSha256, Optional<TriedImatrix> imatrix) {

    /// @param sha256 of the file: another one under the same name gives other bytes
    record TriedImatrix(String filename, String sha256) {}
}
