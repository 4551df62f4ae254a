package dev.kennel.steering;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;
import dev.kennel.hub.FileResponse;
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
        router.routeWithRegex(ADDRESS)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::handle);
        router.routeWithRegex(ADDRESS).handler(context -> {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            context.fail(405);
        });
    }

    private void handle(RoutingContext context) {
        long id = Long.parseLong(context.pathParam("param0"));
        vertx.executeBlocking(() -> served(id), false).onComplete(found -> {
            if (found.failed()) {
                context.fail(found.cause());
            } else {
                files.send(context, found.result());
            }
        });
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
