package dev.kennel.imports;

import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// Uploads by name, so that `curl -T FILE ADDRESS/` is all it takes, and `curl -C OFFSET -T FILE` goes on
/// after a break.
@Path("/api/v1/uploads")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Uploads")
@RunOnVirtualThread
public class UploadResource {

    private static final String OFFSET = "Upload-Offset";

    private final UploadDesk desk;

    UploadResource(UploadDesk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(summary = "All uploads that are not imported yet")
    public Page<UploadStatus> all(@BeanParam PageRequest request) throws IOException {
        return Page.of(desk.all(), request);
    }

    /// HEAD is answered from this too: the offset is in a header.
    @GET
    @Path("/{filename}")
    @Operation(summary = "How far an upload is; the header Upload-Offset says where to go on")
    @APIResponseSchema(value = UploadStatus.class, responseCode = "200", responseDescription = "how far it is")
    public Response status(@RestPath String filename) throws IOException {
        return answer(200, desk.status(filename));
    }

    @PUT
    @Path("/{filename}")
    @Operation(
            summary = "Send a file, or a part of it",
            description =
                    "Without Content-Range the body is the whole file. With `Content-Range: bytes FROM-TO/TOTAL` it"
                            + " is a part; FROM must not lie beyond what has arrived. 201 when the file is complete, 202 when"
                            + " more is expected. A refusal says in Upload-Offset where to go on.")
    @APIResponse(
            responseCode = "201",
            description = "the file is complete",
            content = @Content(schema = @Schema(implementation = UploadStatus.class)))
    @APIResponse(
            responseCode = "202",
            description = "more is expected",
            content = @Content(schema = @Schema(implementation = UploadStatus.class)))
    public Response send(
            @RestPath String filename,
            @HeaderParam("Content-Range") String contentRange,
            @HeaderParam("Content-Length") Long contentLength,
            InputStream body,
            HttpServerResponse response)
            throws IOException {
        ContentRange range = contentRange == null ? ContentRange.whole(contentLength) : parse(contentRange);
        if (contentLength != null && !range.fits(contentLength)) {
            throw notOne(contentRange, "the body has " + contentLength + " bytes");
        }
        try {
            UploadStatus status = desk.receive(filename, range, body);
            return answer(status.complete() ? 201 : 202, status);
        } catch (ProblemException e) {
            desk.find(filename).ifPresent(upload -> response.putHeader(OFFSET, String.valueOf(upload.offset())));
            throw e;
        }
    }

    @DELETE
    @Path("/{filename}")
    @Operation(summary = "Drop an upload")
    public void drop(@RestPath String filename) throws IOException {
        desk.drop(filename);
    }

    private static ContentRange parse(String header) {
        return ContentRange.parse(header)
                .orElseThrow(() -> notOne(header, "it is not of the form 'bytes FROM-TO/TOTAL'"));
    }

    private static RuntimeException notOne(String header, String why) {
        return Problem.badRequest("The Content-Range is not one")
                .because("'" + header + "': " + why + ".")
                .exception();
    }

    private static Response answer(int status, UploadStatus upload) {
        return Response.status(status)
                .header(OFFSET, upload.offset())
                .entity(upload)
                .build();
    }
}
