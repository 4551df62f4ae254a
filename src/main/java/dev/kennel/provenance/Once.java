package dev.kennel.provenance;

import java.util.Optional;

import dev.kennel.web.Problem;

/// What may be said in the query or in the body of a request.
final class Once {

    private Once() {}

    /// @param name of the parameter, and of the body's field
    /// @throws dev.kennel.web.ProblemException when both say something
    static Optional<String> of(String name, Optional<String> parameter, Optional<String> field) {
        Optional<String> inQuery = parameter.filter(value -> !value.isBlank());
        if (inQuery.isPresent() && field.isPresent()) {
            throw Problem.badRequest("'" + name + "' is there twice")
                    .because("The query says '%s' and the body says '%s'.".formatted(inQuery.get(), field.get()))
                    .next("Leave out one of the two.")
                    .exception();
        }
        return inQuery.or(() -> field);
    }
}
