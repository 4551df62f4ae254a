package dev.kennel.web;

/// A [Problem] on its way to whoever asked.
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail().isEmpty() ? problem.title() : problem.title() + ": " + problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
