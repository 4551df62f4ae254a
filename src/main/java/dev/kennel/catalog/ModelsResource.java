package dev.kennel.catalog;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;

/// The catalog's models.
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
@RunOnVirtualThread
public class ModelsResource {

    private final CatalogIndex index;

    ModelsResource(CatalogIndex index) {
        this.index = index;
    }

    /// A value of a facet with how many models have it.
    @Schema(name = "FacetValue")
    record Value(String value, long models) {}

    @GET
    @Operation(
            summary = "Models that meet a search",
            description = "Every word of `q` must be found; of each facet one of the values given must hold.")
    public Page<ModelJson> models(@BeanParam CatalogParameters parameters, @BeanParam PageRequest request) {
        int page = request.pageCursor();
        CatalogListing listing = index.find(parameters.search(page, request.limit()));
        List<ModelJson> models = listing.models().stream()
                .map(row -> ModelJson.of(row.model(), row.bytes(), row.measured()))
                .toList();
        return new Page<>(models, listing.hasNext() ? String.valueOf(page + 1) : null);
    }

    @GET
    @Path("/facets")
    @Operation(
            summary = "What the models of a search can be narrowed by",
            description = "The counts of a facet's values are those without the choice within that facet.")
    public Map<String, List<Value>> facets(@BeanParam CatalogParameters parameters) {
        return index.find(parameters.search(1, 1)).facets().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().parameter(), entry -> entry.getValue().stream()
                        .map(value -> new Value(value.value(), value.models()))
                        .toList()));
    }
}
