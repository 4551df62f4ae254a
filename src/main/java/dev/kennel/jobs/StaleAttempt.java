package dev.kennel.jobs;

/// Another attempt at the share has begun, or the share was taken away: what this one did does not count.
final class StaleAttempt extends RuntimeException {

    StaleAttempt(AttemptId id) {
        super("Attempt " + id.attempt() + " at share " + id.share() + " is no longer the current one");
    }
}
