package dev.kennel.portability;

import java.io.IOException;
import java.net.URI;

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

import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;

/// Trying runtimes, for programs.
@Path("/api/v1/models/{owner}/{name}/portability")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Measurements")
@RunOnVirtualThread
public class PortabilityResource {

    private final PortabilitySubmission submission;

    PortabilityResource(PortabilitySubmission submission) {
        this.submission = submission;
    }

    @POST
    @Operation(
            summary = "Try in which runtimes quants load and run, in one job",
            description = "Each file is loaded by llama.cpp and by jllama, each in a process of its own, and goes on"
                    + " from a prompt. That a runtime refuses a file, or crashes on it, is a result. What was found is"
                    + " in the quant's JSON, and among its measurements with the kind `portability`.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response submit(@RestPath String owner, @RestPath String name, PortabilityRequest request)
            throws IOException {
        if (request == null) {
            throw Problem.badRequest("The request has no body")
                    .next("Send a JSON object with 'quants', or an empty one for all quants.")
                    .exception();
        }
        JobLink job = JobLink.of(submission.submit(owner, name, request));
        return Response.created(URI.create(job.api())).entity(job).build();
    }
}
