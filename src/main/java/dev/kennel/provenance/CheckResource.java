package dev.kennel.provenance;

import java.net.URI;
import java.util.Optional;

import jakarta.transaction.Transactional;
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

import dev.kennel.derivations.DerivationChecks;
import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;

/// Checking how quants made elsewhere come out of their bases, for programs.
@Path("/api/v1/models/{owner}/{name}/quants/{quant}/derivation-check")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Provenance")
@RunOnVirtualThread
public class CheckResource {

    private final QuantLookup lookup;
    private final CheckSubmission submission;
    private final DerivationChecks checks;
    private final OptionalBody bodies;

    CheckResource(QuantLookup lookup, CheckSubmission submission, DerivationChecks checks, OptionalBody bodies) {
        this.lookup = lookup;
        this.submission = submission;
        this.checks = checks;
        this.bodies = bodies;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Check, tensor by tensor, how a quant made elsewhere comes out of its base",
            description = "`imatrix` is the file name of an importance matrix of the base, or `none`; without it, the"
                    + " one that the file names is tried if it is beside the base. `device` is what to encode on: `auto`,"
                    + " which is taken without it, `cpu`, or a name. Both may stand in the query or in a JSON object."
                    + " The job's `detail.result` has the verdict.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response check(
            @RestPath String owner,
            @RestPath String name,
            @RestPath String quant,
            @RestQuery Optional<String> imatrix,
            @RestQuery Optional<String> device,
            @RequestBody(
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = CheckRequest.class)))
                    String body) {
        CheckRequest request = bodies.read(body, CheckRequest.class);
        JobLink job = JobLink.of(submission.submit(
                owner,
                name,
                quant,
                Once.of("imatrix", imatrix, request.imatrix()),
                Once.of("device", device, request.device())));
        return Response.created(URI.create(job.api())).entity(job).build();
    }

    @GET
    @Transactional
    @Operation(summary = "The newest check of a quant's derivation, with every tensor")
    public CheckJson newest(@RestPath String owner, @RestPath String name, @RestPath String quant) {
        String file = lookup.require(owner, name, quant).artifact.sha256;
        return checks.newest(file).map(CheckJson::of).orElseThrow(() -> Problem.notFound(
                        "The derivation of " + quant + " has not been checked")
                .next("POST to this address to check it.")
                .exception());
    }
}
