package dev.kennel.hub;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/// The status line and headers of an answer with a file.
final class ResponseHead {

    private ResponseHead() {}

    /// Of an answer without a body.
    static HttpServerResponse status(RoutingContext context, Served served, int status) {
        HttpServerResponse response = context.response();
        served.headers().forEach(response::putHeader);
        return response.setStatusCode(status)
                .putHeader(HttpHeaders.ETAG, served.entityTag())
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    }

    /// Of 200 with the whole body, or of 206 with `length` bytes from `from` on.
    static HttpServerResponse body(RoutingContext context, Served served, long from, long length, int status) {
        HttpServerResponse response = status(context, served, status)
                .putHeader(HttpHeaders.CONTENT_TYPE, served.mediaType())
                .putHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment(served.filename()))
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        if (status == 206) {
            String range = from + "-" + (from + length - 1);
            response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes " + range + "/" + served.length());
        }
        return response;
    }

    static HttpServerResponse unsatisfiable(RoutingContext context, Served served) {
        return status(context, served, 416).putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + served.length());
    }
}
