package dev.kennel.catalog;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;

/// Every tensor: of a model at `/{owner}/{name}/tensors`, of a quant at `…/quants/{quant}/tensors`.
@Path("/{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class TensorsPage {

    private static final int TENSORS = 200;

    private final CatalogLookup lookup;
    private final TensorSearch search;

    TensorsPage(CatalogLookup lookup, TensorSearch search) {
        this.lookup = lookup;
        this.search = search;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance tensors(String title, String address, TensorSearch.Found found);
    }

    @GET
    @Path("/tensors")
    public TemplateInstance ofModel(
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("q") String text,
            @QueryParam("page") @DefaultValue("1") int page) {
        Model model = lookup.model(owner, name);
        String address = "/" + model.repository.path();
        return Templates.tensors(model.repository.path(), address, search.of(model, text, page, TENSORS));
    }

    @GET
    @Path("/quants/{quant}/tensors")
    public TemplateInstance ofQuant(
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("quant") String quant,
            @QueryParam("q") String text,
            @QueryParam("page") @DefaultValue("1") int page) {
        Quant found = lookup.quant(owner, name, quant);
        return Templates.tensors(
                found.name + " of " + found.model.repository.path(),
                found.page(),
                search.of(found.artifact, text, page, TENSORS));
    }
}
