package dev.kennel.catalog;

import java.util.Comparator;
import java.util.List;

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

/// `/{owner}/{name}.md` and `.json`: a model's page in other forms.
@Path("/{owner}/{name}.{form:(json|md)}")
@Blocking
public class ModelCard {

    public static final String MARKDOWN = "text/markdown;charset=UTF-8";

    private static final String USUAL = "Q4_K_M";

    private final CatalogLookup lookup;
    private final ModelViews views;

    ModelCard(CatalogLookup lookup, ModelViews views) {
        this.lookup = lookup;
        this.views = views;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance card(
                ModelView view, CardPlace place, String frontMatter, List<RunCommands.Command> commands);
    }

    static String text(ModelView view, CardPlace place) {
        return Templates.card(view, place, FrontMatter.of(view, place).text(), commands(view, place))
                .render();
    }

    /// To run the quant that most people take or, without it, the largest that can be had.
    private static List<RunCommands.Command> commands(ModelView view, CardPlace place) {
        return view.quants().stream()
                .map(QuantRow::quant)
                .sorted(Comparator.comparing(quant -> !quant.name.equals(USUAL)))
                .map(place::commands)
                .filter(commands -> !commands.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    @GET
    @Tag(name = ApiDescription.FILES)
    @Operation(
            summary = "The card of a model",
            description =
                    "`md` is the README.md with the front matter that hubs read; `json` is what the API tells of the model.")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = ModelCard.MARKDOWN, schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ModelJson.Detail.class))
            })
    public Response card(
            @RestPath String owner, @RestPath String name, @RestPath String form, @Context UriInfo address) {
        Model model = lookup.model(owner, name);
        ModelView view = views.of(model);
        return form.equals("json")
                ? Response.ok(ModelJson.detail(view), MediaType.APPLICATION_JSON)
                        .build()
                : Response.ok(text(view, new CardPlace.OnServer(model, address.getBaseUri())), MARKDOWN)
                        .build();
    }
}
