package dev.kennel.measure;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.kennel.device.LlamaBuild;

/// What became of loading a file into a runtime and letting it write: what a [TryTask] found. That a file does not load
/// is a result like any other.
///
/// @param text what it wrote after the prompt; null unless it ran
/// @param loadSeconds until the model was loaded
/// @param writeSeconds that the text took, the reading of the prompt included
/// @param error what the runtime said, line by line, the reason first; null when it ran
/// @param llama which llama.cpp the runtime has
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Trial(
        Outcome outcome, String text, Double loadSeconds, Double writeSeconds, String error, LlamaBuild llama) {

    public enum Outcome {
        /// It loaded and wrote.
        RUNS,
        /// The runtime said that it cannot.
        REFUSED,
        /// The runtime took its process down, or was ended for saying nothing.
        CRASHED
    }

    public static Trial ran(String text, double loadSeconds, double writeSeconds, LlamaBuild llama) {
        return new Trial(Outcome.RUNS, storable(text), loadSeconds, writeSeconds, null, llama);
    }

    public static Trial refused(String error, LlamaBuild llama) {
        return new Trial(Outcome.REFUSED, null, null, null, storable(error), llama);
    }

    public static Trial crashed(String error, LlamaBuild llama) {
        return new Trial(Outcome.CRASHED, null, null, null, storable(error), llama);
    }

    /// PostgreSQL keeps every character but one.
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    public boolean runs() {
        return outcome == Outcome.RUNS;
    }

    /// "Does not load".
    public String words() {
        return switch (outcome) {
            case RUNS -> "Loads and runs";
            case REFUSED -> "Does not load";
            case CRASHED -> "Crashes";
        };
    }

    /// The line of the error that says why.
    public String reason() {
        return error.lines().findFirst().orElse("it gave no reason");
    }
}
