package dev.kennel.steering;

import java.io.IOException;
import java.net.URI;

import jakarta.ws.rs.BeanParam;
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

import dev.kennel.catalog.Models;
import dev.kennel.jobs.JobLink;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.web.Problem;

/// Control vectors, for programs.
@Path("/api/v1/models/{owner}/{name}/vectors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Steering")
@RunOnVirtualThread
public class VectorResource {

    private final Models models;
    private final Vectors vectors;
    private final VectorSubmission submission;
    private final SaeSubmission saes;

    VectorResource(Models models, Vectors vectors, VectorSubmission submission, SaeSubmission saes) {
        this.models = models;
        this.vectors = vectors;
        this.submission = submission;
        this.saes = saes;
    }

    @POST
    @Operation(
            summary = "Extract a control vector from a model",
            description = "The model reads the conversations of both poles of a feature; the direction between what its"
                    + " blocks give is kept beside the model, as a GGUF that llama.cpp reads.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response submit(@RestPath String owner, @RestPath String name, VectorRequest request) {
        if (request == null) {
            throw Problem.badRequest("The request has no body")
                    .next("Send a JSON object with 'feature'.")
                    .exception();
        }
        JobLink job = JobLink.of(submission.submit(models.require(owner, name).id, request));
        return Response.created(URI.create(job.api())).entity(job).build();
    }

    @POST
    @Path("/sae")
    @Operation(
            summary = "Make a control vector of a feature of a sparse autoencoder",
            description = "Of a safetensors file on the server or an upload, the direction that the decoder has for one"
                    + " feature is read, and kept beside the model as a GGUF with `direction.BLOCK` alone. The file"
                    + " itself is not kept.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response sae(@RestPath String owner, @RestPath String name, SaeRequest request) throws IOException {
        if (request == null) {
            throw Problem.badRequest("The request has no body")
                    .next("Send a JSON object with 'path' or 'upload', 'index' and 'block'.")
                    .exception();
        }
        JobLink job = JobLink.of(saes.submit(models.require(owner, name).id, request));
        return Response.created(URI.create(job.api())).entity(job).build();
    }

    @GET
    @Operation(summary = "The control vectors of a model, imported and extracted, with what they were made from")
    public Page<VectorCard> all(@RestPath String owner, @RestPath String name, @BeanParam PageRequest request) {
        return Page.of(vectors.cards(owner, name), request);
    }

    @GET
    @Path("/{filename}")
    @Operation(summary = "A control vector, with what it was made from")
    public VectorCard one(@RestPath String owner, @RestPath String name, @RestPath String filename) {
        return vectors.card(owner, name, filename);
    }
}
