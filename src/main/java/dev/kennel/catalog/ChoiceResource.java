package dev.kennel.catalog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.web.Problem;

/// Choosing among the quants of a model, for programs.
@Path("/api/v1/models/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
@RunOnVirtualThread
public class ChoiceResource {

    private final CatalogLookup lookup;
    private final ModelViews views;
    private final Comparisons comparisons;

    ChoiceResource(CatalogLookup lookup, ModelViews views, Comparisons comparisons) {
        this.lookup = lookup;
        this.views = views;
        this.comparisons = comparisons;
    }

    @GET
    @Path("/choice")
    @Operation(
            summary = "Which quant to take",
            description = "For `memory` GiB (24) at `context` tokens (32768, or the model's own): among those that fit,"
                    + " the one closest to the base; of those that cannot be told apart from it, the smallest.")
    public ChoiceJson choice(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery Optional<String> memory,
            @RestQuery Optional<String> context,
            @RestQuery Optional<String> evaluation,
            @RestQuery Optional<String> timing) {
        var show = new ModelShow(Optional.empty(), evaluation, timing, memory, context);
        return views.of(lookup.model(owner, name), QuantOrder.LARGEST_FIRST, show)
                .choice()
                .map(ChoiceJson::of)
                .orElseThrow(() -> Problem.notFound(owner + "/" + name + " has no quants to choose from")
                        .next("Make some: POST /api/v1/models/" + owner + "/" + name + "/sweeps.")
                        .exception());
    }

    @GET
    @Path("/comparison")
    @Operation(
            summary = "Quants side by side",
            description = "`quant` two to four times: a name, or `{owner}/{name}/{quant}` of one in a publisher's"
                    + " repository.")
    public ComparisonJson comparison(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery List<String> quant,
            @RestQuery Optional<String> evaluation,
            @RestQuery Optional<String> timing)
            throws IOException {
        if (quant.size() < 2) {
            throw Problem.badRequest("Nothing to compare")
                    .field("quant", "Name two to four.")
                    .exception();
        }
        return ComparisonJson.of(comparisons.of(lookup.model(owner, name), quant, evaluation, timing));
    }
}
