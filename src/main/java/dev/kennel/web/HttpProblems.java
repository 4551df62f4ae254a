package dev.kennel.web;

import jakarta.ws.rs.core.Response;

/// The problems that HTTP itself knows, in words.
final class HttpProblems {

    private HttpProblems() {}

    static Problem of(int status, String method, String path) {
        return switch (status) {
            case 400 ->
                Problem.badRequest("The request cannot be understood")
                        .because("Something in %s is not what this address expects.".formatted(path));
            case 404 ->
                Problem.notFound("There is nothing at this address")
                        .because(path + " names nothing in this catalog.")
                        .next("Check the address, or search the catalog from its first page.");
            case 405 ->
                Problem.of(405, "This cannot be done at this address")
                        .because("%s does not take %s.".formatted(path, method));
            case 406 ->
                Problem.of(406, "There is no such form of this")
                        .because(path + " cannot be had in any of the media types that Accept names.");
            case 411 -> Problem.of(411, "The length of the body is missing").next("Send Content-Length.");
            case 413 ->
                Problem.of(413, "The body is too large")
                        .because("%s does not take a body of that size.".formatted(path));
            case 415 ->
                Problem.of(415, "The body has a media type that is not taken here")
                        .because("%s does not take what Content-Type says.".formatted(path));
            case 416 -> Problem.of(416, "The range lies outside of the file");
            case 429 -> Problem.of(429, "Too many attempts").next("Wait, then try again.");
            default -> Problem.of(status, phrase(status));
        };
    }

    private static String phrase(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Status " + status : known.getReasonPhrase();
    }
}
