package dev.kennel.hub;

import java.net.URI;

import io.vertx.core.Vertx;
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
        FileRoute.add(router, vertx, ADDRESS, context -> () -> find(context), this::answer);
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
