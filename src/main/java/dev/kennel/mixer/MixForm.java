package dev.kennel.mixer;

import java.util.Map;
import java.util.Optional;

/// What the mixer's form is filled with.
///
/// @param settings by feature, those that are not 0
/// @param after number of the question that this one goes on from
record MixForm(
        String question,
        Map<String, Double> settings,
        int tokens,
        double temperature,
        long seed,
        Optional<Long> after) {

    static MixForm of(MixOrder order, Map<String, Double> settings) {
        return new MixForm(
                order.question(),
                settings,
                order.tokens(),
                order.sampling().temperature(),
                order.sampling().seed(),
                Optional.empty());
    }

    /// @param quant as [dev.kennel.catalog.QuantRef] writes it
    MixRequest request(String quant) {
        return new MixRequest(
                Optional.of(quant),
                question,
                settings,
                Optional.of(tokens),
                Optional.of(temperature),
                Optional.of(seed),
                after,
                Optional.empty());
    }

    double setting(String feature) {
        return settings.getOrDefault(feature, 0.0);
    }
}
