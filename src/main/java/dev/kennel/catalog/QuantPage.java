package dev.kennel.catalog;

import java.net.URI;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;

/// `/{owner}/{name}/quants/{quant}`: how does it behave? What is known of it today, and how to run it.
@Path("/{owner}/{name}/quants/{quant}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class QuantPage {

    private final CatalogLookup lookup;
    private final QuantViews views;
    private final QuantDeletion deletion;

    QuantPage(CatalogLookup lookup, QuantViews views, QuantDeletion deletion) {
        this.lookup = lookup;
        this.views = views;
        this.deletion = deletion;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance quant(QuantView view);

        static native TemplateInstance delete(Quant quant, QuantDeletion.Outcome outcome);
    }

    @GET
    public TemplateInstance quant(
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("quant") String quant,
            @Context UriInfo address) {
        return Templates.quant(views.of(lookup.quant(owner, name, quant), address.getBaseUri()));
    }

    @GET
    @Path("/delete")
    public TemplateInstance confirmDeletion(
            @PathParam("owner") String owner, @PathParam("name") String name, @PathParam("quant") String quant) {
        Quant found = lookup.quant(owner, name, quant);
        return Templates.delete(found, deletion.outcome(found));
    }

    @POST
    @Path("/delete")
    public Response delete(
            @PathParam("owner") String owner, @PathParam("name") String name, @PathParam("quant") String quant) {
        Quant found = lookup.quant(owner, name, quant);
        URI base = URI.create("/" + found.model.repository.path());
        deletion.delete(found.id);
        return Response.seeOther(base).build();
    }
}
