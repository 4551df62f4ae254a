package dev.kennel.catalog;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;

import dev.kennel.web.ByteScale;

/// `/`: which models are here?
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class CatalogPage {

    private final CatalogIndex index;

    CatalogPage(CatalogIndex index) {
        this.index = index;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance index(CatalogListing listing, long quants, ByteScale scale);
    }

    @GET
    public TemplateInstance index(
            @BeanParam CatalogParameters parameters, @QueryParam("page") @DefaultValue("1") int page) {
        CatalogListing listing = index.find(parameters.search(page, CatalogSearch.PAGE));
        return Templates.index(listing, index.quants(), ByteScale.of(listing.bytes()));
    }
}
