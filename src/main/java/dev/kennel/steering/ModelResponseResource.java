package dev.kennel.steering;

import java.net.URI;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.catalog.Models;
import dev.kennel.catalog.SteeringTable;
import dev.kennel.catalog.SteeringTables;
import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;

/// What a model's files answer to features, for programs.
@Path("/api/v1/models/{owner}/{name}/responses")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Steering")
@RunOnVirtualThread
public class ModelResponseResource {

    private final Models models;
    private final SteeringTables tables;
    private final ResponseSubmission submission;

    ModelResponseResource(Models models, SteeringTables tables, ResponseSubmission submission) {
        this.models = models;
        this.tables = tables;
        this.submission = submission;
    }

    @POST
    @Operation(
            summary = "Ask the base and quants about features, in one job",
            description = "The probes of each feature are scored as the file is, and at seven strengths of a control"
                    + " vector; each file is loaded once. The base sets the vector's unit.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response submit(@RestPath String owner, @RestPath String name, ResponseRequest request) {
        if (request == null) {
            throw Problem.badRequest("The request has no body")
                    .next("Send a JSON object with 'features'.")
                    .exception();
        }
        JobLink job = JobLink.of(submission.submit(models.require(owner, name).id, request));
        return Response.created(URI.create(job.api())).entity(job).build();
    }

    @GET
    @Operation(summary = "The newest figures of a model's base and quants, by feature")
    public SteeringTable table(@RestPath String owner, @RestPath String name) {
        return QuarkusTransaction.joiningExisting().call(() -> tables.of(models.require(owner, name)));
    }
}
