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

import dev.kennel.web.Format;

/// `/{owner}/{name}/companions/{filename}/delete`: what does it mean to take it away?
@Path("/{owner}/{name}/companions/{filename}/delete")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class CompanionDeletionPage {

    private final CatalogLookup lookup;
    private final Quants quants;
    private final BlobShares shares;
    private final CompanionDeletion deletion;

    CompanionDeletionPage(CatalogLookup lookup, Quants quants, BlobShares shares, CompanionDeletion deletion) {
        this.lookup = lookup;
        this.quants = quants;
        this.shares = shares;
        this.deletion = deletion;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance delete(CompanionRemoval removal);
    }

    static String address(Model model, Companion companion) {
        return "/" + model.repository.path() + "/companions/" + Format.urlPath(companion.filename) + "/delete";
    }

    @GET
    public TemplateInstance confirm(@RestPath String owner, @RestPath String name, @RestPath String filename) {
        Model model = lookup.model(owner, name);
        Companion companion = lookup.companion(model, filename);
        return Templates.delete(new CompanionRemoval(
                model,
                companion,
                quants.countMadeWith(model, companion),
                shares.of(companion),
                deletion.jobs(model, companion)));
    }

    @POST
    public Response delete(@RestPath String owner, @RestPath String name, @RestPath String filename) {
        Model model = lookup.model(owner, name);
        deletion.delete(lookup.companion(model, filename).id);
        return Response.seeOther(URI.create("/" + model.repository.path())).build();
    }
}
