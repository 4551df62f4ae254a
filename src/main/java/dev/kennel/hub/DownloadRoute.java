package dev.kennel.hub;

import java.net.URI;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.kennel.hub.Downloads.Found;

/// `GET` and `HEAD /{owner}/{name}/resolve/{revision}/{path}`.
final class DownloadRoute {

    private static final String ADDRESS = "/([^/]+)/([^/]+)/resolve/([^/]+)/(.+)";

    private final Vertx vertx;
    private final Downloads downloads;
    private final FileResponse files;

    DownloadRoute(Vertx vertx, Downloads downloads, FileResponse files) {
        this.vertx = vertx;
        this.downloads = downloads;
        this.files = files;
    }

    void addTo(Router router) {
        router.routeWithRegex(ADDRESS)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::handle);
        router.routeWithRegex(ADDRESS).handler(DownloadRoute::refuse);
    }

    private static void refuse(RoutingContext context) {
        context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        context.fail(405);
    }

    private void handle(RoutingContext context) {
        vertx.executeBlocking(() -> find(context), false).onComplete(found -> {
            if (found.failed()) {
                context.fail(found.cause());
            } else {
                answer(context, found.result());
            }
        });
    }

    private Found find(RoutingContext context) {
        return downloads.find(
                context.pathParam("param0"),
                context.pathParam("param1"),
                context.pathParam("param2"),
                context.pathParam("param3"),
                server(context.request()));
    }

    private static URI server(HttpServerRequest request) {
        return URI.create(request.scheme() + "://" + request.authority() + "/");
    }

    private void answer(RoutingContext context, Found found) {
        switch (found) {
            case Found.File file -> files.send(context, file.served());
            case Found.Gone gone -> Refusal.gone(context.response(), gone.reason());
            case Found.Incomplete incomplete -> Refusal.incomplete(context, incomplete.path(), incomplete.remedy());
            case Found.Absent absent -> Refusal.absent(context.response(), absent.what(), absent.reason());
        }
    }
}
