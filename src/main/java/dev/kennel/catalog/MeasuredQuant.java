package dev.kennel.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.kennel.measure.Estimate;

/// A quant whose closeness to its base was measured, as the list of models needs it.
///
/// @param name as tables of its base name it
/// @param share of the base's bytes, from 0 to 1 and more
/// @param kld mean divergence in nats
/// @param flattered whether it was measured on the text that its importance matrix was computed from
record MeasuredQuant(String name, double share, double bitsPerWeight, Estimate kld, boolean flattered) {

    /// What people look for who have little memory: more bits are close in any case.
    static final double FEW_BITS = 5;

    static Optional<MeasuredQuant> of(QuantRow row) {
        return row.quality()
                .map(figures -> new MeasuredQuant(
                        row.name(),
                        row.share(),
                        row.quant().artifact.bitsPerWeight,
                        figures.quality().kld(),
                        row.calibratedOnTheText()));
    }

    /// The closest of those with less than [#FEW_BITS] a weight.
    static Optional<MeasuredQuant> closestOfFewBits(List<MeasuredQuant> quants) {
        return quants.stream()
                .filter(quant -> quant.bitsPerWeight < FEW_BITS)
                .min(Comparator.comparingDouble(quant -> quant.kld.value()));
    }
}
