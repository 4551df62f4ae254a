package dev.kennel.sweeps;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.kennel.jobs.DeviceField;
import dev.kennel.sweeps.PlanView.QuantView;
import dev.kennel.web.ByteScale;
import dev.kennel.web.Problem;

/// What the page of a plan shows.
///
/// @param ladder the chosen one
/// @param imatrices file names that can be chosen
/// @param ticked names of recipes
/// @param device what is to be encoded on
/// @param cost of those that are ticked; none when there are none
/// @param refusal why the last submission was refused
record QuantizeForm(
        String model,
        String ladder,
        List<String> ladders,
        List<String> imatrices,
        PlanView plan,
        Set<String> ticked,
        DeviceField device,
        Optional<PlanView> cost,
        Optional<Problem> refusal) {

    public boolean isTicked(QuantView quant) {
        return ticked.contains(quant.recipe());
    }

    public ByteScale scale() {
        return ByteScale.of(
                plan.quants().stream().flatMap(quant -> quant.bytes().stream()).toList());
    }

    /// What the API is asked for the same plan.
    public String planQuery() {
        if (!ladder.equals(QuantizePage.EVERY_RECIPE)) {
            return query();
        }
        return plan.quants().stream()
                .map(quant -> parameter("recipe", quant.recipe()) + "&")
                .collect(Collectors.joining("", "", parameter("imatrix", imatrix())));
    }

    /// What the page is asked for the same plan.
    public String query() {
        return parameter("ladder", ladder) + "&" + parameter("imatrix", imatrix());
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /// As the form and the API name it.
    public String imatrix() {
        return plan.imatrix().orElse(SweepRequest.NO_IMATRIX);
    }
}
