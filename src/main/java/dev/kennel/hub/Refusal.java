package dev.kennel.hub;

import io.vertx.core.http.HttpServerResponse;

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

    private static void refuse(HttpServerResponse response, Downloads.Missing what, String reason) {
        response.putHeader("X-Error-Code", what.code())
                .putHeader("X-Error-Message", reason.replaceAll("[^\\x20-\\x7e]", "?"))
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(reason + "\n");
    }
}
