package dev.kennel.measurements;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.kennel.measure.ModelRuntime;

/// In which runtimes a file was tried, and with what result. The newest run speaks; the older ones stay beside it.
///
/// @param runs the newest first
public record Portability(List<TrialRun> runs) {

    /// Of a file that was never tried.
    public static final Portability UNKNOWN = new Portability(List.of());

    public Portability {
        runs = List.copyOf(runs);
    }

    public Optional<TrialRun> newest(ModelRuntime runtime) {
        return of(runtime).stream().findFirst();
    }

    /// All runs in a runtime, the newest first.
    public List<TrialRun> of(ModelRuntime runtime) {
        return runs.stream().filter(run -> run.runtime() == runtime).toList();
    }

    /// The newest run of each runtime that was tried.
    public List<TrialRun> newest() {
        return Arrays.stream(ModelRuntime.values())
                .flatMap(runtime -> newest(runtime).stream())
                .toList();
    }

    /// "runs in llama.cpp, not in jllama"; empty when it was never tried.
    public Optional<String> summary() {
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        String in = titles(true);
        String notIn = titles(false);
        if (in.isEmpty()) {
            return Optional.of("does not run in " + notIn);
        }
        return Optional.of("runs in " + in + (notIn.isEmpty() ? "" : ", not in " + notIn));
    }

    private String titles(boolean running) {
        return newest().stream()
                .filter(run -> run.trial().runs() == running)
                .map(run -> run.runtime().title())
                .collect(Collectors.joining(" and "));
    }
}
