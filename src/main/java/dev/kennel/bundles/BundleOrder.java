package dev.kennel.bundles;

import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What is asked to be prepared.
///
/// @param quant as [dev.kennel.catalog.QuantRef] writes it
/// @param settings by the feature's name, in units as the base has them: 1 is the usual one
@Schema(name = "BundleRequest")
public record BundleOrder(String quant, Map<String, Double> settings) {

    public BundleOrder {
        settings = settings == null ? Map.of() : Map.copyOf(settings);
    }
}
