package dev.kennel.catalog;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.measure.Estimate;
import dev.kennel.measurements.Evaluation;
import dev.kennel.measurements.Timing;

/// Quants side by side, as the REST API tells it.
///
/// @param evaluation that the quality figures are of; not there when nothing was measured
/// @param timing that the speeds are of; likewise
/// @param floor what the base differs from its own stored logits under the same evaluation, likewise
/// @param differing tensors that do not have the same type in all of them
@Schema(name = "Comparison")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComparisonJson(
        Evaluation evaluation,
        Timing timing,
        QuantJson.Behaviour floor,
        List<QuantJson> quants,
        List<Pair> pairs,
        List<Tensor> differing) {

    /// @param difference mean of the tokens' differences in divergence, the first less the second, in nats
    /// @param significant whether its 95 % interval holds no 0
    @Schema(name = "PairedDifference")
    record Pair(String first, String second, Estimate difference, boolean significant) {}

    /// @param types in the order of the quants; null where one has no such tensor
    @Schema(name = "DifferingTensor")
    record Tensor(String name, List<String> types) {}

    static ComparisonJson of(Comparison comparison) {
        return new ComparisonJson(
                comparison.listing().quality().conditions().orElse(null),
                comparison.listing().speed().conditions().orElse(null),
                QuantJson.Behaviour.ofFloor(comparison.floor()),
                comparison.quants().stream().map(QuantJson::of).toList(),
                comparison.pairs().stream()
                        .map(pair -> new Pair(
                                comparison.ref(pair.first()),
                                comparison.ref(pair.second()),
                                pair.difference().difference(),
                                pair.difference().significant()))
                        .toList(),
                comparison.differing().stream()
                        .map(row -> new Tensor(
                                row.tensor(),
                                row.types().stream()
                                        .map(type -> type.orElse(null))
                                        .toList()))
                        .toList());
    }
}
