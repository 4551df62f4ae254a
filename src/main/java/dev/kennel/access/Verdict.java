package dev.kennel.access;

import dev.kennel.web.Problem;

/// What becomes of a request.
sealed interface Verdict {

    record LetIn() implements Verdict {}

    /// It is refused, whoever sent it.
    record Refused(Problem problem) implements Verdict {}

    /// It must bring the shared token.
    record Unauthorized(Problem problem) implements Verdict {}

    /// It was wrong about the token too often.
    record TooManyAttempts(Problem problem) implements Verdict {}
}
