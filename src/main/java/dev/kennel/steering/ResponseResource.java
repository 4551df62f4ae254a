package dev.kennel.steering;

import java.net.URI;

import jakarta.ws.rs.BeanParam;
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
import dev.kennel.jobs.JobLink;
import dev.kennel.responses.Responses;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.web.Problem;

/// What files answer to features, for programs.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Steering")
@RunOnVirtualThread
public class ResponseResource {

    private final Models models;
    private final Responses responses;
    private final Steering steering;
    private final ResponseSubmission submission;

    ResponseResource(Models models, Responses responses, Steering steering, ResponseSubmission submission) {
        this.models = models;
        this.responses = responses;
        this.steering = steering;
        this.submission = submission;
    }

    @POST
    @Path("/models/{owner}/{name}/responses")
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
    @Path("/models/{owner}/{name}/responses")
    @Operation(summary = "The newest figures of a model's base and quants, by feature")
    public SteeringTable table(@RestPath String owner, @RestPath String name) {
        return QuarkusTransaction.joiningExisting().call(() -> steering.of(models.require(owner, name)));
    }

    @GET
    @Path("/files/{sha256}/responses")
    @Operation(summary = "Everything that a file answered, newest first")
    public Page<ResponseJson> ofFile(@RestPath String sha256, @BeanParam PageRequest request) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> Page.of(responses.ofFile(sha256), request).map(found -> ResponseJson.of(found, responses)));
    }

    @GET
    @Path("/responses/{id}")
    @Operation(summary = "What was found once of a file and a feature, with every margin")
    public ResponseJson one(@RestPath long id) {
        return QuarkusTransaction.joiningExisting().call(() -> ResponseJson.of(responses.require(id), responses));
    }
}
