package dev.kennel.web;

import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;

/// Says what is wrong with a body that should have been JSON, without naming classes of ours.
final class MalformedJson {

    /// Jackson says so in the middle of its sentences.
    private static final Pattern LOCATION = Pattern.compile(" \\(start marker at \\[Source:.*\\]\\)");

    private MalformedJson() {}

    static Problem problem(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                Problem.badRequest("The request is not valid")
                        .because("The field '%s' is not known here.".formatted(unknown.getPropertyName()))
                        .field(field(unknown.getPath()), "is not known; known are " + unknown.getKnownPropertyIds());
            case MismatchedInputException mismatch
            when !mismatch.getPath().isEmpty() ->
                Problem.badRequest("The request is not valid")
                        .because("A field has a value of the wrong kind%s.".formatted(place(mismatch)))
                        .field(field(mismatch.getPath()), "is not " + expected(mismatch));
            case MismatchedInputException mismatch ->
                Problem.badRequest("The body is not what is expected here")
                        .because("It is empty, or not " + expected(mismatch) + ".");
            case ValueInstantiationException broken ->
                Problem.badRequest("The request is not valid")
                        .because("A value cannot be%s.".formatted(place(broken)))
                        .field(field(broken.getPath()), reason(broken.getCause()));
            default ->
                Problem.badRequest("The body is not JSON")
                        .because(LOCATION.matcher(e.getOriginalMessage()).replaceAll("") + place(e) + ".");
        };
    }

    private static String reason(Throwable cause) {
        return cause instanceof NullPointerException
                ? "holds null where something must be; leave it out"
                : "cannot be: " + cause.getMessage();
    }

    private static String place(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (type == null) {
            return "of the kind expected";
        }
        if (type.isEnum()) {
            return "one of " + List.of(type.getEnumConstants());
        }
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number of the size expected";
        }
        return type == String.class ? "a text" : "an object";
    }

    private static String field(List<JsonMappingException.Reference> path) {
        var field = new StringBuilder();
        for (JsonMappingException.Reference reference : path) {
            if (reference.getFieldName() == null) {
                field.append('[').append(reference.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return field.toString();
    }
}
