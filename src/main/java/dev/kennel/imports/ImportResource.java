package dev.kennel.imports;

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

import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;

/// Where programs ask for imports.
@Path("/api/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Imports")
@RunOnVirtualThread
public class ImportResource {

    private final Imports imports;

    ImportResource(Imports imports) {
        this.imports = imports;
    }

    @POST
    @Operation(
            summary = "Import a model, or what belongs to one",
            description = "Without `base` a model, with the companions that lie beside it when the path is a directory."
                    + " With `base` a quant of it made elsewhere, or its importance matrix, projector or control"
                    + " vectors. The answer is the job that reads the files.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response submit(ImportRequest request) throws IOException {
        if (request == null) {
            throw Problem.badRequest("The request has no body")
                    .next("Send a JSON object with 'path' or 'uploads'.")
                    .exception();
        }
        JobLink job = JobLink.of(imports.submit(request));
        return Response.created(URI.create(job.api())).entity(job).build();
    }
}
