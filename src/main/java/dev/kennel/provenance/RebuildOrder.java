package dev.kennel.provenance;

/// What the job that makes a quant again was asked for.
///
/// @param quant as addresses name it, `owner/name/Q4_K_M`
/// @param fileSha256 of its file then: a quant that was replaced since is another one
record RebuildOrder(long quantId, String quant, String fileSha256) {}
