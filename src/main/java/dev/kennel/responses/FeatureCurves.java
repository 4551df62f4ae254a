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

    /// The curves of a file's [newest runs][Responses#newest(String, String)] with a vector, by the feature's name.
    public List<FeatureCurve> of(String base, String file) {
        return responses.newest(base, file).stream()
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
