package dev.kennel.provenance;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;

/// `/{owner}/{name}/quants/{quant}/provenance`: how was it derived, and does it hold?
@Path("/{owner}/{name}/quants/{quant}/provenance")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ProvenancePage {

    private final QuantLookup lookup;
    private final ProvenanceViews views;

    ProvenancePage(QuantLookup lookup, ProvenanceViews views) {
        this.lookup = lookup;
        this.views = views;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance provenance(ProvenanceView view);
    }

    @GET
    @Transactional
    public TemplateInstance page(@RestPath String owner, @RestPath String name, @RestPath String quant) {
        return Templates.provenance(views.of(lookup.require(owner, name, quant)));
    }
}
