package dev.kennel.responses;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

/// Draws what control vectors do to files.
@ApplicationScoped
public class FeatureCurves {

    private final Responses responses;

    FeatureCurves(Responses responses) {
        this.responses = responses;
    }

    /// The curves of those of the runs that have a vector.
    public List<FeatureCurve> of(List<FeatureRun> runs) {
        return runs.stream()
                .flatMap(run -> of(responses.require(run.response())).stream())
                .toList();
    }

    /// Empty for a response without a vector.
    public Optional<FeatureCurve> of(Response response) {
        Answers answers = responses.answers(response);
        if (answers.driven().isEmpty()) {
            return Optional.empty();
        }
        FeatureRun run = responses.run(response);
        Optional<Answers> base =
                run.isTheBase() ? Optional.empty() : responses.ofBase(response).map(responses::answers);
        return Optional.of(FeatureCurve.of(run, answers, base.flatMap(Answers::driven)));
    }
}
