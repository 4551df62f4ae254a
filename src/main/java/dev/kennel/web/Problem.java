package dev.kennel.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;

/// What went wrong, why, and what to do next: `application/problem+json` (RFC 9457) for programs, an error page for
/// people. Features make one and throw it: `throw Problem.notFound("No such job").because("…").next("…").exception();`
///
/// @param type a URI for a kind of problem that programs tell apart, `about:blank` where the status says enough
/// @param title what went wrong, in a few words, the same for every occurrence
/// @param status the HTTP status
/// @param detail why, in this occurrence, with the values
/// @param next what the reader can do about it
/// @param errors the fields that are wrong, each with its reason
/// @param errorId finds the cause of an unexpected failure in the log
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type, String title, int status, String detail, String next, List<Field> errors, String errorId) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /// One field of a request that is wrong.
    public record Field(String field, String message) {}

    public static Problem of(int status, String title) {
        return new Problem("about:blank", title, status, "", "", List.of(), "");
    }

    /// The request cannot be understood.
    public static Problem badRequest(String title) {
        return of(400, title);
    }

    public static Problem forbidden(String title) {
        return of(403, title);
    }

    public static Problem notFound(String title) {
        return of(404, title);
    }

    /// The request is fine, what it meets is not in the state for it.
    public static Problem conflict(String title) {
        return of(409, title);
    }

    /// There was something at the address, and it has been deleted.
    public static Problem gone(String title) {
        return of(410, title);
    }

    /// The request is understood and what it asks for cannot be: a model that is no GGUF, an imatrix that does not fit.
    public static Problem unprocessable(String title) {
        return of(422, title);
    }

    public static Problem insufficientStorage(String title) {
        return of(507, title);
    }

    /// Names the kind, for programs: `imatrix-does-not-fit` becomes `urn:kennel:problem:imatrix-does-not-fit`.
    public Problem kind(String name) {
        return new Problem("urn:kennel:problem:" + name, title, status, detail, next, errors, errorId);
    }

    public Problem because(String reason) {
        return new Problem(type, title, status, reason, next, errors, errorId);
    }

    public Problem next(String step) {
        return new Problem(type, title, status, detail, step, errors, errorId);
    }

    public Problem field(String field, String message) {
        List<Field> all = new ArrayList<>(errors);
        all.add(new Field(field, message));
        return new Problem(type, title, status, detail, next, List.copyOf(all), errorId);
    }

    /// Likewise, many at once.
    public Problem fields(List<Field> fields) {
        List<Field> all = new ArrayList<>(errors);
        all.addAll(fields);
        return new Problem(type, title, status, detail, next, List.copyOf(all), errorId);
    }

    /// All of it in sentences, for what has room for a text alone.
    public String inWords() {
        return Stream.concat(
                        Stream.concat(
                                Stream.of(title + ".", detail), errors.stream().map(Field::message)),
                        Stream.of(next))
                .filter(words -> !words.isBlank())
                .collect(Collectors.joining(" "));
    }

    Problem errorId(String id) {
        return new Problem(type, title, status, detail, next, errors, id);
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }
}
