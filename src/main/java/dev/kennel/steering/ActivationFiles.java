package dev.kennel.steering;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;

/// The vectors that were captured, as a file.
@Path("/activations/{id}/file")
@Tag(name = "Steering")
@Blocking
public class ActivationFiles {

    private final Activations activations;
    private final BlobFiles blobs;

    ActivationFiles(Activations activations, BlobFiles blobs) {
        this.activations = activations;
        this.blobs = blobs;
    }

    static String address(Activation activation) {
        return "/activations/" + activation.id + "/file";
    }

    @GET
    @Operation(
            summary = "Download captured vectors",
            description = "`raw`: 16 bytes (`KACT`, blocks, width, tokens as 32 bits each), then float32, token after"
                    + " token, of each all blocks. `safetensors`: a tensor `block.N` of tokens × width for each block.")
    public Response file(@RestPath long id) {
        Activation activation = QuarkusTransaction.joiningExisting().call(() -> activations.require(id));
        String name = "activations-" + id + "." + activation.format.extension();
        return Response.ok(blobs.path(new Sha256(activation.blobSha256)).toFile(), MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CONTENT_LENGTH, activation.bytes)
                .build();
    }
}
