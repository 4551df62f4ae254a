package dev.kennel.sweeps;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.catalog.Models;
import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;

/// Plans and sweeps of a model, for programs.
@Path("/api/v1/models/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sweeps")
@RunOnVirtualThread
public class SweepResource {

    private final Models models;
    private final PlanViews plans;
    private final SweepSubmission submission;

    SweepResource(Models models, PlanViews plans, SweepSubmission submission) {
        this.models = models;
        this.plans = plans;
        this.submission = submission;
    }

    @GET
    @Path("/plan")
    @Operation(
            summary = "What quants of a model would be",
            description =
                    "Size, bits per weight, fallbacks, obstacles and coinciding recipes of a ladder, of recipes by"
                            + " name, or both. `imatrix` is the file name of an importance matrix, or `none`.")
    public PlanView plan(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery Optional<String> ladder,
            @RestQuery List<String> recipe,
            @RestQuery Optional<String> imatrix)
            throws IOException {
        return plans.of(models.require(owner, name), new SweepRequest(ladder, recipe, imatrix));
    }

    @POST
    @Path("/sweeps")
    @Operation(
            summary = "Make quants of a model, in one job",
            description = "The recipes of a `ladder`, of `recipes` by name, or both; one that is named several times is"
                    + " made once. `imatrix` is the file name of an importance matrix, or `none`; `device` is what to"
                    + " encode on: `auto`, which is taken without it, `cpu`, or a name.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response submit(@RestPath String owner, @RestPath String name, SweepRequest request) throws IOException {
        if (request == null) {
            throw Problem.badRequest("The request has no body")
                    .next("Send a JSON object with 'ladder' or 'recipes'.")
                    .exception();
        }
        JobLink job = JobLink.of(submission.submit(models.require(owner, name).id, request));
        return Response.created(URI.create(job.api())).entity(job).build();
    }
}
