package dev.kennel.jobs;

/// Another attempt at the share has begun, or the share was taken away: what this one did does not count.
final class StaleAttempt extends RuntimeException {

    StaleAttempt(long shareId, int attempt) {
        super("Attempt " + attempt + " at share " + shareId + " is no longer the current one");
    }
}
