package dev.kennel.provenance;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.derivations.Rebuilds;
import dev.kennel.jobs.JobLink;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;

/// Making quants again, for programs.
@Path("/api/v1/models/{owner}/{name}/quants/{quant}/rebuild")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Provenance")
@RunOnVirtualThread
public class RebuildResource {

    private final QuantLookup lookup;
    private final RebuildSubmission submission;
    private final Rebuilds rebuilds;
    private final OptionalBody bodies;

    RebuildResource(QuantLookup lookup, RebuildSubmission submission, Rebuilds rebuilds, OptionalBody bodies) {
        this.lookup = lookup;
        this.submission = submission;
        this.rebuilds = rebuilds;
        this.bodies = bodies;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Derive a quant again from its source, and say whether the same bytes come out",
            description = "Nothing that the store has is reused. `device` is what to encode on: `auto`, which is taken"
                    + " without it, `cpu`, or a name; it may stand in the query or in a JSON object. The job's"
                    + " `detail.result` has the verdict.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response rebuild(
            @RestPath String owner,
            @RestPath String name,
            @RestPath String quant,
            @RestQuery Optional<String> device,
            @RequestBody(
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = RebuildRequest.class)))
                    String body)
            throws IOException {
        RebuildRequest request = bodies.read(body, RebuildRequest.class);
        JobLink job = JobLink.of(submission.submit(owner, name, quant, Once.of("device", device, request.device())));
        return Response.created(URI.create(job.api())).entity(job).build();
    }

    @GET
    @Transactional
    @Operation(summary = "What came out each time that a quant was derived again, newest first")
    public Page<RebuildJson> rebuilds(
            @RestPath String owner, @RestPath String name, @RestPath String quant, @BeanParam PageRequest request) {
        String file = lookup.require(owner, name, quant).artifact.sha256;
        return Page.of(rebuilds.of(file), request).map(RebuildJson::of);
    }
}
