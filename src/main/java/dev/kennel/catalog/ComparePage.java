package dev.kennel.catalog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// `/{owner}/{name}/compare?quant=…&quant=…`: what do I lose?
@Path("/{owner}/{name}/compare")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ComparePage {

    private final CatalogLookup lookup;
    private final Comparisons comparisons;

    ComparePage(CatalogLookup lookup, Comparisons comparisons) {
        this.lookup = lookup;
        this.comparisons = comparisons;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance compare(Comparison comparison);
    }

    /// @param quant two to four, as [QuantRef] writes them; fewer are a form to choose with
    @GET
    public TemplateInstance page(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery List<String> quant,
            @RestQuery Optional<String> evaluation,
            @RestQuery Optional<String> timing)
            throws IOException {
        return Templates.compare(comparisons.of(lookup.model(owner, name), quant, evaluation, timing));
    }
}
