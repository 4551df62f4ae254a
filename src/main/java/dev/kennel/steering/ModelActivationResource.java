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

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.jobs.JobLink;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.web.Problem;

/// Activations of a model's files, for programs.
@Path("/api/v1/models/{owner}/{name}/activations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Steering")
@RunOnVirtualThread
public class ModelActivationResource {

    private final Models models;
    private final Activations activations;
    private final ActivationSubmission submission;

    ModelActivationResource(Models models, Activations activations, ActivationSubmission submission) {
        this.models = models;
        this.activations = activations;
        this.submission = submission;
    }

    @POST
    @Operation(
            summary = "Capture what comes out of a file's blocks while it reads a text or a prompt",
            description = "Means with the strongest dimensions, and a file of all vectors.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response submit(@RestPath String owner, @RestPath String name, ActivationRequest request) {
        if (request == null) {
            throw Problem.badRequest("The request has no body")
                    .next("Send a JSON object with 'text' or 'prompt'.")
                    .exception();
        }
        JobLink job = JobLink.of(submission.submit(models.require(owner, name).id, request));
        return Response.created(URI.create(job.api())).entity(job).build();
    }

    @GET
    @Operation(summary = "What was captured of a model's files, newest first")
    public Page<ActivationJson> all(@RestPath String owner, @RestPath String name, @BeanParam PageRequest request) {
        Model model = models.require(owner, name);
        return QuarkusTransaction.joiningExisting().call(() -> Page.of(activations.of(model.repository.path()), request)
                .map(found -> ActivationJson.of(found, activations.report(found))));
    }
}
