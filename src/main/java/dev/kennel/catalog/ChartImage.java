package dev.kennel.catalog;

import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerResponse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.chart.SizeQualityChart;
import dev.kennel.web.ApiDescription;
import dev.kennel.web.Problem;

/// `/{owner}/{name}/chart.svg`: size against quality as an image of its own, with its styles in it.
@Path("/{owner}/{name}/chart.svg")
@Blocking
public class ChartImage {

    private static final String SVG = "image/svg+xml";

    /// The image's own styles, and nothing else.
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final CatalogLookup lookup;
    private final ModelViews views;

    ChartImage(CatalogLookup lookup, ModelViews views) {
        this.lookup = lookup;
        this.views = views;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance chart(ModelView view, SizeQualityChart chart);
    }

    static String addressOf(Model model) {
        return "/" + model.repository.path() + "/chart.svg";
    }

    /// Empty while fewer than two quants were compared with the base.
    static Optional<String> of(ModelView view) {
        return view.chart().map(chart -> Templates.chart(view, chart).render());
    }

    @GET
    @Tag(name = ApiDescription.FILES)
    @Operation(
            summary = "The chart of size against quality, as an image",
            description = "404 while fewer than two quants were compared with the base.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = ChartImage.SVG, schema = @Schema(implementation = String.class)))
    public Response image(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery Optional<String> evaluation,
            @Context HttpServerResponse response) {
        Model model = lookup.model(owner, name);
        var show = new ModelShow(Optional.empty(), evaluation, Optional.empty(), Optional.empty(), Optional.empty());
        String image = of(views.of(model, QuantOrder.LARGEST_FIRST, show))
                .orElseThrow(() -> Problem.notFound(model.repository.path() + " has no chart yet")
                        .because("Fewer than two of its quants were compared with the base.")
                        .next("Measure some of them: /" + model.repository.path() + "/measure")
                        .exception());
        response.putHeader("Content-Security-Policy", POLICY);
        return Response.ok(image, SVG).build();
    }
}
