package dev.kennel.measuring;

import java.util.Optional;

import dev.kennel.web.Problem;

/// A number that is typed into a form, or left out.
public final class FormNumber {

    private FormNumber() {}

    /// @throws dev.kennel.web.ProblemException when it is none
    public static Optional<Integer> of(String field, Optional<String> typed) {
        try {
            return typed.map(String::strip).filter(value -> !value.isEmpty()).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw none(field, "'" + typed.get() + "' is no whole number.");
        }
    }

    /// Likewise one with a decimal point.
    ///
    /// @throws dev.kennel.web.ProblemException when it is none
    public static Optional<Double> decimal(String field, Optional<String> typed) {
        try {
            return typed.map(String::strip).filter(value -> !value.isEmpty()).map(Double::valueOf);
        } catch (NumberFormatException e) {
            throw none(field, "'" + typed.get() + "' is no number. Write it with a point: 12.5.");
        }
    }

    private static RuntimeException none(String field, String message) {
        return Problem.unprocessable("The form has a number that is none")
                .field(field, message)
                .exception();
    }
}
