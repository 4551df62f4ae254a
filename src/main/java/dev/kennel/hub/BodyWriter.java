package dev.kennel.hub;

import io.vertx.core.Future;

/// Sends the body of one response whose head is ready.
interface BodyWriter {

    /// Starts sending, on the connection's event loop. Never holds more than two blobs open, nor more of the body in
    /// memory than a slow client makes it.
    ///
    /// @return completes when the client has been given everything; fails when the body or the client broke off
    Future<Void> send();
}
