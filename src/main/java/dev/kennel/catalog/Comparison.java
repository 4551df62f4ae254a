package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import dev.kennel.measurements.PairedDifference;
import dev.kennel.measurements.QualityTable;
import dev.kennel.web.Format;

/// Quants of a model side by side.
///
/// @param quality what the quality figures are of
/// @param quants that are compared, none to four
/// @param pairs of those that were measured by the same evaluation
/// @param differing tensors that do not have the same type in all of them, in the first one's file order
/// @param neighbours of about the first one's size, to compare with
/// @param all quants of the model, to choose from
record Comparison(
        Model model,
        QualityTable quality,
        List<QuantRow> quants,
        List<Pair> pairs,
        List<TensorMatrix> matrices,
        List<Differing> differing,
        List<QuantRow> neighbours,
        List<QuantRow> all) {

    /// @param difference of the first one's divergences less the second one's
    record Pair(QuantRow first, QuantRow second, PairedDifference difference) {

        /// "Q4_K_M is closer than IQ4_XS by 0.0036 ± 0.0009 nat", or that there is no measurable difference.
        public String words() {
            String one = first.quant().name;
            String other = second.quant().name;
            double value = difference.difference().value();
            String error = Format.decimals(difference.difference().error(), 5);
            if (!difference.significant()) {
                return "No measurable difference between %s and %s: %s ± %s nat, an interval that holds 0."
                        .formatted(one, other, Format.decimals(Math.abs(value), 5), error);
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
        var address = new StringBuilder(path() + "/compare?");
        quants.forEach(compared ->
                address.append("quant=").append(Format.urlPart(ref(compared))).append('&'));
        return address.append("quant=").append(Format.urlPart(ref(row))).toString();
    }

    public boolean enough() {
        return quants.size() >= 2;
    }

    public boolean full() {
        return quants.size() == Comparisons.MOST;
    }

    /// "31 chunks of 256 tokens of stories, against the base".
    public Optional<String> evaluationInWords() {
        return quality.evaluation().map(ModelView::words);
    }
}
