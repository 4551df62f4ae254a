package dev.kennel.measuring;

import java.io.IOException;
import java.net.URI;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.catalog.Models;
import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;

/// Importance matrices, for programs.
@Path("/api/v1/models/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Importance matrices")
@RunOnVirtualThread
public class ImatrixResource {

    private final Models models;
    private final Imatrices imatrices;
    private final ImatrixSubmission submission;

    ImatrixResource(Models models, Imatrices imatrices, ImatrixSubmission submission) {
        this.models = models;
        this.imatrices = imatrices;
        this.submission = submission;
    }

    @POST
    @Path("/imatrices")
    @Operation(
            summary = "Compute an importance matrix of a model",
            description = "As llama-imatrix does, from a text. It is kept beside the model, as a GGUF that llama.cpp"
                    + " reads, and is downloaded like every file of the repository.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response submit(@RestPath String owner, @RestPath String name, ImatrixRequest request) throws IOException {
        if (request == null) {
            throw Problem.badRequest("The request has no body")
                    .next("Send a JSON object with 'text'.")
                    .exception();
        }
        JobLink job = JobLink.of(submission.submit(models.require(owner, name).id, request));
        return Response.created(URI.create(job.api())).entity(job).build();
    }

    /// @param text its name; empty when it is not known after all
    @Schema(name = "CalibrationTextRequest")
    record CalibrationTextRequest(String text) {}

    @PUT
    @Path("/imatrices/{filename}/text")
    @Operation(
            summary = "Say which text an imported importance matrix was computed from",
            description = "Figures on that text are then marked: they flatter the quants made with the matrix.")
    public void sayText(
            @RestPath String owner, @RestPath String name, @RestPath String filename, CalibrationTextRequest request) {
        if (request == null || request.text() == null) {
            throw Problem.badRequest("The request names no text")
                    .next("Send a JSON object with 'text', the name of one of the texts; empty when it is not known.")
                    .exception();
        }
        imatrices.sayText(owner, name, filename, request.text());
    }

    @GET
    @Path("/imatrices/{filename}/coverage")
    @Operation(summary = "How many tokens each expert saw while an importance matrix was computed")
    public Coverage coverage(@RestPath String owner, @RestPath String name, @RestPath String filename)
            throws IOException {
        return imatrices.coverage(owner, name, filename);
    }
}
