package dev.kennel.bundles;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;

/// Bundles, for programs.
@Path("/api/v1/models/{owner}/{name}/bundles")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Steering")
@RunOnVirtualThread
public class BundleResource {

    private final Bundles bundles;
    private final BundleSubmission submission;

    BundleResource(Bundles bundles, BundleSubmission submission) {
        this.bundles = bundles;
        this.submission = submission;
    }

    @GET
    @Operation(
            summary = "What a bundle of a quant has in it",
            description = "`quant` names the quant, every other parameter a feature with its setting in units, as in"
                    + " `?quant=Q4_K_M&hedging=0.5`; without any it is the quant with its card. A feature must have been"
                    + " asked of the quant and of its base, with a vector. `download` is the ZIP's address once it is"
                    + " `ready`; small quants always are.")
    public BundleJson bundle(
            @RestPath String owner, @RestPath String name, @RestQuery Optional<String> quant, @Context UriInfo address)
            throws IOException {
        String ref = quant.filter(given -> !given.isBlank())
                .orElseThrow(() -> Problem.badRequest("Which quant is meant is not said")
                        .next("Add ?quant= with a quant of the model.")
                        .exception());
        return BundleJson.of(bundles.of(BundleRequest.of(owner, name, ref, address.getQueryParameters())));
    }

    @POST
    @Operation(
            summary = "Prepare a bundle",
            description = "Reads what no bundle has needed yet of the quant, for the checksum that a ZIP states, in a"
                    + " job. The other bundles of the quant are then ready too.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response prepare(@RestPath String owner, @RestPath String name, BundleOrder order) throws IOException {
        if (order == null || order.quant() == null || order.quant().isBlank()) {
            throw Problem.badRequest("The request names no quant")
                    .next("Send a JSON object with 'quant', and 'settings' by feature.")
                    .exception();
        }
        JobLink job = JobLink.of(
                submission.submit(BundleRequest.of(owner, name, order.quant(), new TreeMap<>(order.settings()))));
        return Response.created(URI.create(job.api())).entity(job).build();
    }
}
