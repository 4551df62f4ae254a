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
import org.jboss.resteasy.reactive.RestPath;

/// `/{owner}/{name}.md` and `.json`: a model's page in other forms.
@Path("/{owner}/{name}.{form:(json|md)}")
@Blocking
public class ModelCard {

    static final String MARKDOWN = "text/markdown;charset=UTF-8";

    private final CatalogLookup lookup;
    private final ModelViews views;

    ModelCard(CatalogLookup lookup, ModelViews views) {
        this.lookup = lookup;
        this.views = views;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance card(ModelView view, String server);
    }

    @GET
    @Operation(hidden = true)
    public Response card(
            @RestPath String owner, @RestPath String name, @RestPath String form, @Context UriInfo address) {
        ModelView view = views.of(lookup.model(owner, name));
        return form.equals("json")
                ? Response.ok(ModelJson.detail(view), MediaType.APPLICATION_JSON)
                        .build()
                : Response.ok(
                                Templates.card(
                                                view,
                                                address.getBaseUri()
                                                        .resolve("/")
                                                        .toString())
                                        .render(),
                                MARKDOWN)
                        .build();
    }
}
