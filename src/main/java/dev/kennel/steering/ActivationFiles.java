package dev.kennel.steering;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;
import dev.kennel.hub.FileResponse;
import dev.kennel.hub.FileRoute;
import dev.kennel.hub.ServedFile;

/// `GET` and `HEAD /activations/{id}/file`: the vectors that were captured, as a file, with ranges.
@ApplicationScoped
class ActivationFiles {

    private static final String ADDRESS = "/activations/(\\d{1,18})/file";
    private static final String MEDIA_TYPE = "application/octet-stream";

    private final Activations activations;
    private final BlobFiles blobs;
    private final FileResponse files;
    private final Vertx vertx;

    ActivationFiles(Activations activations, BlobFiles blobs, FileResponse files, Vertx vertx) {
        this.activations = activations;
        this.blobs = blobs;
        this.files = files;
        this.vertx = vertx;
    }

    static String address(Activation activation) {
        return "/activations/" + activation.id + "/file";
    }

    void addTo(@Observes Router router) {
        FileRoute.add(
                router,
                vertx,
                ADDRESS,
                context -> () -> served(Long.parseLong(context.pathParam("param0"))),
                files::send);
    }

    private ServedFile served(long id) {
        Activation activation = QuarkusTransaction.requiringNew().call(() -> activations.require(id));
        return new ServedFile(
                VirtualFile.ofBlob(blobs, new Sha256(activation.blobSha256), activation.bytes),
                "activations-" + id + "." + activation.format.extension(),
                MEDIA_TYPE,
                Map.of());
    }
}
