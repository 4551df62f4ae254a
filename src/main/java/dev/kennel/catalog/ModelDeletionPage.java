package dev.kennel.catalog;

import java.net.URI;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;

/// `/{owner}/{name}/delete`: what goes with a model, and what stays?
@Path("/{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ModelDeletionPage {

    private final CatalogLookup lookup;
    private final ModelRemovals removals;
    private final ModelDeletion deletion;

    ModelDeletionPage(CatalogLookup lookup, ModelRemovals removals, ModelDeletion deletion) {
        this.lookup = lookup;
        this.removals = removals;
        this.deletion = deletion;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance delete(ModelRemoval removal);
    }

    @GET
    @Path("/delete")
    public TemplateInstance confirm(@RestPath String owner, @RestPath String name) {
        return Templates.delete(removals.of(lookup.model(owner, name)));
    }

    @POST
    @Path("/delete")
    public Response delete(@RestPath String owner, @RestPath String name) {
        deletion.delete(lookup.model(owner, name).id);
        return Response.seeOther(URI.create("/")).build();
    }
}
