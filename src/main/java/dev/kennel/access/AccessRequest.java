package dev.kennel.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/// What decides whether a request is let in. Every text may be null: the request has no such header.
///
/// @param path as it was sent, without the query
/// @param upgrade whether it asks for a WebSocket
/// @param session the value of the session's cookie
/// @param address where it comes from
/// @param browser whether a browser says so
/// @param page whether what is asked for is a page to look at
record AccessRequest(
        String method,
        String path,
        boolean upgrade,
        String host,
        String origin,
        String fetchSite,
        String authorization,
        String session,
        String address,
        boolean browser,
        boolean page) {

    static final String SESSION_COOKIE = "kennel-session";

    static AccessRequest of(RoutingContext context) {
        HttpServerRequest request = context.request();
        Cookie session = request.getCookie(SESSION_COOKIE);
        String accept = request.getHeader("Accept");
        String method = request.method().name();
        return new AccessRequest(
                method,
                request.path(),
                "websocket".equalsIgnoreCase(request.getHeader("Upgrade")),
                host(request.authority()),
                request.getHeader("Origin"),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Authorization"),
                session == null ? null : session.getValue(),
                address(request),
                request.getHeader("Sec-Fetch-Mode") != null,
                method.equals("GET") && accept != null && accept.contains("text/html"));
    }

    static String address(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    private static String host(HostAndPort authority) {
        return authority == null ? null : authority.toString();
    }
}
