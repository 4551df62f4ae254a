package dev.kennel.bundles;

import java.util.Map;

/// What a job reads for bundles, resolved.
///
/// @param owner of the model
/// @param name of the model
/// @param quant as [dev.kennel.catalog.QuantRef] writes it
/// @param settings of the bundle that it is done for, by feature
record ChecksumOrder(String owner, String name, String quant, Map<String, Double> settings) {}
