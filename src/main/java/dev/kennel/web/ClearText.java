package dev.kennel.web;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/// Without TLS the protocol stays HTTP/1.1; with it clients agree on HTTP/2 as usual.
///
/// Java's client offers to upgrade with each connection's first request, and now and then loses a part of a large
/// answer that follows the upgrade at once: downloads broke off with a "protocol error". And in HTTP/1.1 the kernel
/// sends files by itself.
@ApplicationScoped
class ClearText implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
