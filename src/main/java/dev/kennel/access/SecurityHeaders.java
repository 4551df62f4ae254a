package dev.kennel.access;

import java.util.Map;

import io.vertx.core.MultiMap;

/// What every response says to browsers: nothing inline, nothing from elsewhere, not inside another page.
final class SecurityHeaders {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            // with no-referrer a browser would send "Origin: null" along with our own forms
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()");

    private SecurityHeaders() {}

    static void addTo(MultiMap headers) {
        HEADERS.forEach(headers::set);
    }
}
