package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import dev.kennel.measurements.Evaluation;
import dev.kennel.measurements.PairedDifference;
import dev.kennel.measurements.QualityFigures;
import dev.kennel.measurements.Timing;
import dev.kennel.web.Format;

/// Quants of a model side by side.
///
/// @param listing all quants of the model, to choose from, and what the figures are of
/// @param quants that are compared, none to four
/// @param pairs of those that were measured by the same evaluation
/// @param differing tensors that do not have the same type in all of them, in the first one's file order
/// @param neighbours of about the first one's size, to compare with
record Comparison(
        Model model,
        QuantListing listing,
        List<QuantRow> quants,
        List<Pair> pairs,
        List<TensorMatrix> matrices,
        List<Differing> differing,
        List<QuantRow> neighbours) {

    /// @param difference of the first one's divergences less the second one's
    record Pair(QuantRow first, QuantRow second, PairedDifference difference) {

        /// "Q4_K_M is closer than IQ4_XS by 0.0036 ± 0.0009 nat", or that there is no measurable difference.
        public String words() {
            String one = first.name();
            String other = second.name();
            double value = difference.difference().value();
            String error = Format.decimals(difference.difference().error(), 5);
            if (!difference.significant()) {
                return "No measurable difference between %s and %s: the 95 %% interval, from %s to %s nat, holds 0."
                        .formatted(
                                one,
                                other,
                                Format.decimals(difference.low(), 5),
                                Format.decimals(difference.high(), 5));
            }
            return "%s is closer than %s by %s ± %s nat."
                    .formatted(
                            value < 0 ? one : other,
                            value < 0 ? other : one,
                            Format.decimals(Math.abs(value), 5),
                            error);
        }
    }

    /// @param types in the order of the quants; empty where one has no such tensor
    record Differing(String tensor, List<Optional<String>> types) {}

    public String path() {
        return "/" + model.repository.path();
    }

    /// As the address names it.
    public String ref(QuantRow row) {
        return QuantRef.of(model, row.quant());
    }

    public boolean has(QuantRow row) {
        return quants.stream().anyMatch(compared -> compared.quant().id.equals(row.quant().id));
    }

    /// The address with one more quant.
    public String with(QuantRow row) {
        return under("quant", Format.urlPart(ref(row)));
    }

    /// The address of these quants with one thing more: an evaluation or a timing by its key, or another quant.
    public String under(String name, String value) {
        var address = new StringBuilder(path() + "/compare?");
        quants.forEach(compared ->
                address.append("quant=").append(Format.urlPart(ref(compared))).append('&'));
        return address.append(name).append('=').append(value).toString();
    }

    public boolean enough() {
        return quants.size() >= 2;
    }

    public boolean full() {
        return quants.size() == Comparisons.MOST;
    }

    /// Whether their closeness was not measured in one place: logits differ slightly between places.
    public boolean placesDiffer() {
        return quants.stream()
                        .flatMap(row -> row.quality().stream())
                        .map(figures -> figures.newest().place())
                        .distinct()
                        .count()
                > 1;
    }

    /// What the base differs from its own stored logits: nothing smaller can be told apart.
    public Optional<QualityFigures> floor() {
        return listing.floor(model);
    }

    /// "pp512 and tg128 with 2 threads on 2 cores of AMD EPYC 9355 (zen4), llama.cpp 0.5.0".
    public Optional<String> timingInWords() {
        return listing.speed().conditions().map(Timing::words);
    }

    /// "31 chunks of 256 tokens of stories, against the base".
    public Optional<String> evaluationInWords() {
        return listing.quality().conditions().map(Evaluation::words);
    }
}
