package dev.kennel.catalog;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.kennel.web.Format;
import dev.kennel.web.Problem;

/// What a reader wants to see of a model's quants.
///
/// @param columns `behaviour` or `derivation`; behaviour when absent and anything was measured
/// @param evaluation the key of the one that quality figures are to be of; the commonest when absent
/// @param timing likewise of speeds
/// @param memory at hand, in GiB, as typed
/// @param context tokens at which a quant is to be chosen, as typed
record ModelShow(
        Optional<String> columns,
        Optional<String> evaluation,
        Optional<String> timing,
        Optional<String> memory,
        Optional<String> context) {

    static final String DERIVATION = "derivation";
    static final ModelShow USUAL =
            new ModelShow(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final double USUAL_GIBIBYTES = 24;
    private static final long USUAL_CONTEXT = 32_768;
    private static final double GIBIBYTE = 1L << 30;
    private static final double MOST = 1 << 20;

    /// @throws dev.kennel.web.ProblemException when it is no number that can be
    double gibibytes() {
        return number("memory", memory, USUAL_GIBIBYTES);
    }

    long memoryBytes() {
        return Math.round(gibibytes() * GIBIBYTE);
    }

    /// @param longest context of the model, null where it is not stated
    /// @throws dev.kennel.web.ProblemException when it is no number that can be
    long contextTokens(Long longest) {
        long usual = longest == null ? USUAL_CONTEXT : Math.min(longest, USUAL_CONTEXT);
        return Math.round(number("context", context, usual));
    }

    /// As the query of an address, with one choice changed.
    String with(String choice, String value) {
        var choices = new LinkedHashMap<String, String>();
        columns.ifPresent(chosen -> choices.put("columns", chosen));
        evaluation.ifPresent(chosen -> choices.put("evaluation", chosen));
        timing.ifPresent(chosen -> choices.put("timing", chosen));
        memory.ifPresent(chosen -> choices.put("memory", chosen));
        context.ifPresent(chosen -> choices.put("context", chosen));
        choices.put(choice, value);
        return choices.entrySet().stream()
                .map(each -> each.getKey() + "=" + Format.urlPart(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static double number(String field, Optional<String> typed, double usual) {
        if (typed.isEmpty() || typed.get().isBlank()) {
            return usual;
        }
        try {
            double value = Double.parseDouble(typed.get().strip());
            if (value > 0 && value <= MOST * MOST) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, with what is no number either
        }
        throw Problem.badRequest("This is no " + field)
                .field(field, "'" + typed.get() + "' is no number above 0, or too large a one.")
                .exception();
    }
}
