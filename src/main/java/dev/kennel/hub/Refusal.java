package dev.kennel.hub;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import dev.kennel.web.Problem;

/// Says no to a download the way hub clients understand: a code and a message in headers, the message as the body.
final class Refusal {

    private Refusal() {}

    /// 404.
    static void absent(HttpServerResponse response, Downloads.Missing what, String reason) {
        refuse(response.setStatusCode(404), what, reason);
    }

    /// 410.
    static void gone(HttpServerResponse response, String reason) {
        refuse(response.setStatusCode(410), Downloads.Missing.ENTRY, reason);
    }

    /// 503: it is known, and some of its bytes are lost.
    ///
    /// @param remedy for people: how to have them again
    static void incomplete(RoutingContext context, String path, String remedy) {
        String reason = "The store has lost a part of " + path + ".";
        context.response().putHeader("X-Error-Message", ascii(reason + " " + remedy));
        context.fail(
                503,
                Problem.of(503, "The file is incomplete")
                        .because(reason)
                        .next(remedy)
                        .kind("incomplete-file")
                        .exception());
    }

    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static void refuse(HttpServerResponse response, Downloads.Missing what, String reason) {
        response.putHeader("X-Error-Code", what.code())
                .putHeader("X-Error-Message", ascii(reason))
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(reason + "\n");
    }
}
