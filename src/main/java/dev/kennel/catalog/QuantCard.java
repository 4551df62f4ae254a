package dev.kennel.catalog;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.web.ApiDescription;

/// `/{owner}/{name}/quants/{quant}.md` and `.json`: a quant's page in other forms.
@Path("/{owner}/{name}/quants/{quant}.{form:(json|md)}")
@Blocking
public class QuantCard {

    private final CatalogLookup lookup;
    private final QuantViews views;
    private final QuantTable table;

    QuantCard(CatalogLookup lookup, QuantViews views, QuantTable table) {
        this.lookup = lookup;
        this.views = views;
        this.table = table;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance card(QuantView view, CardPlace place, String frontMatter, boolean charted);
    }

    /// @param charted whether the place has a chart with the quant in it
    static String text(QuantView view, CardPlace place, boolean charted) {
        return Templates.card(view, place, FrontMatter.of(view, place).text(), charted)
                .render();
    }

    @GET
    @Tag(name = ApiDescription.FILES)
    @Operation(
            summary = "The card of a quant",
            description = "`md` for reading; `json` is what the API tells of the quant.")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = ModelCard.MARKDOWN, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = QuantJson.class))
            })
    public Response card(
            @RestPath String owner,
            @RestPath String name,
            @RestPath String quant,
            @RestPath String form,
            @Context UriInfo address) {
        Quant found = lookup.quant(owner, name, quant);
        if (form.equals("json")) {
            return Response.ok(QuantJson.of(table.row(found)), MediaType.APPLICATION_JSON)
                    .build();
        }
        var place = new CardPlace.OnServer(found.model, address.getBaseUri());
        QuantView view = views.of(found, address.getBaseUri());
        return Response.ok(text(view, place, view.charted()), ModelCard.MARKDOWN)
                .build();
    }
}
