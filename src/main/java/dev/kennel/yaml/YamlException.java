package dev.kennel.yaml;

import java.util.List;
import java.util.stream.Collectors;

/// Definitions that cannot be used. The message has a line for each problem.
public final class YamlException extends Exception {

    private final List<YamlProblem> problems;

    public YamlException(List<YamlProblem> problems) {
        super(problems.stream().map(YamlProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// At least one, in the order of the file.
    public List<YamlProblem> problems() {
        return problems;
    }
}
