package dev.kennel.access;

/// What becomes of an attempt to sign in.
sealed interface SignIn {

    record Accepted(String session) implements SignIn {}

    record Wrong() implements SignIn {}

    record TooManyAttempts() implements SignIn {}
}
