package dev.kennel.provenance;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.jobs.DeviceField;
import dev.kennel.jobs.JobLink;
import dev.kennel.machine.EncodingDevices;

/// `/{owner}/{name}/quants/{quant}/provenance`: how was it derived, and does it hold?
@Path("/{owner}/{name}/quants/{quant}/provenance")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ProvenancePage {

    private final QuantLookup lookup;
    private final ProvenanceViews views;
    private final EncodingDevices devices;
    private final RebuildSubmission rebuilds;
    private final CheckSubmission checks;

    ProvenancePage(
            QuantLookup lookup,
            ProvenanceViews views,
            EncodingDevices devices,
            RebuildSubmission rebuilds,
            CheckSubmission checks) {
        this.lookup = lookup;
        this.views = views;
        this.devices = devices;
        this.rebuilds = rebuilds;
        this.checks = checks;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance provenance(ProvenanceView view, DeviceField device);
    }

    @GET
    public TemplateInstance page(@RestPath String owner, @RestPath String name, @RestPath String quant) {
        ProvenanceView view =
                QuarkusTransaction.requiringNew().call(() -> views.of(lookup.require(owner, name, quant)));
        return Templates.provenance(view, devices.field(Optional.empty()));
    }

    @POST
    @Path("/rebuild")
    public Response rebuild(
            @RestPath String owner, @RestPath String name, @RestPath String quant, @RestForm Optional<String> device)
            throws IOException {
        JobLink job = JobLink.of(rebuilds.submit(owner, name, quant, device));
        return Response.seeOther(URI.create(job.page())).build();
    }

    /// @param imatrix empty for the one that the file names
    @POST
    @Path("/check")
    public Response check(
            @RestPath String owner,
            @RestPath String name,
            @RestPath String quant,
            @RestForm Optional<String> imatrix,
            @RestForm Optional<String> device) {
        Optional<String> matrix = imatrix.filter(choice -> !choice.isEmpty());
        JobLink job = JobLink.of(checks.submit(owner, name, quant, matrix, device));
        return Response.seeOther(URI.create(job.page())).build();
    }
}
