package dev.kennel.definitions;

import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;
import dev.kennel.yaml.YamlException;
import dev.kennel.yaml.YamlProblem;

/// What is wrong with a request about a definition.
public final class DefinitionProblems {

    private DefinitionProblems() {}

    /// @param what "recipe", say
    /// @param list the page that has those that are there
    public static ProblemException notThere(String what, String name, String list) {
        return Problem.notFound("There is no " + what + " " + name)
                .next("The page " + list + " lists those that are there.")
                .exception();
    }

    public static ProblemException notShipped(String what, String name) {
        return Problem.notFound("No " + what + " " + name + " came with Kennel")
                .next("Only those that came with it can be restored.")
                .exception();
    }

    public static ProblemException refused(String what, YamlException cause) {
        Problem problem = Problem.unprocessable("The " + what + " cannot be used");
        for (YamlProblem wrong : cause.problems()) {
            problem = problem.field(wrong.field(), "line " + wrong.line() + ": " + wrong.message());
        }
        return problem.exception();
    }
}
