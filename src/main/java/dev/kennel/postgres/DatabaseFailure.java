package dev.kennel.postgres;

/// The embedded database cannot be started or stopped. The message says why and what to do.
public final class DatabaseFailure extends RuntimeException {

    DatabaseFailure(String message) {
        super(message);
    }

    DatabaseFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
