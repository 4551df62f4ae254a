package dev.kennel.hub;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// An address of files: `GET` and `HEAD` are answered with what is found off the event loop, other methods are refused.
public final class FileRoute {

    private FileRoute() {}

    /// @param address a regular expression, whose groups become `param0` and on
    /// @param find of a request, called where it may block; what it throws fails the request
    /// @param answer called on the request's event loop
    public static <T> void add(
            Router router,
            Vertx vertx,
            String address,
            Function<RoutingContext, Callable<T>> find,
            BiConsumer<RoutingContext, T> answer) {
        router.routeWithRegex(address)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> vertx.executeBlocking(find.apply(context), false)
                        .onComplete(found -> {
                            if (found.failed()) {
                                context.fail(found.cause());
                            } else {
                                answer.accept(context, found.result());
                            }
                        }));
        router.routeWithRegex(address).handler(FileRoute::refuse);
    }

    private static void refuse(RoutingContext context) {
        context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        context.fail(405);
    }
}
