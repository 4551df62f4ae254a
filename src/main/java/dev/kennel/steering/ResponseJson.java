package dev.kennel.steering;

import java.time.Instant;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.responses.Answers;
import dev.kennel.responses.Response;
import dev.kennel.responses.Responses;
import dev.kennel.steer.FeatureFigures;
import dev.kennel.steer.ResponseSettings;

/// What was found once of a file and a feature.
///
/// @param file SHA-256 of the file
/// @param base that of the model that it is compared with
/// @param featureSha256 the version of the feature
/// @param vector the control vector that was driven
/// @param figures absent when it failed
/// @param answers all margins in nats, a row a strength and a number a probe; absent when it failed
/// @param failure why there is nothing
@Schema(name = "FeatureResponse")
record ResponseJson(
        long id,
        String file,
        String base,
        String feature,
        String featureSha256,
        Optional<String> vector,
        Optional<String> vectorSha256,
        ResponseSettings settings,
        Optional<FeatureFigures> figures,
        Optional<Answers> answers,
        Optional<String> failure,
        long job,
        Instant measuredAt) {

    static ResponseJson of(Response response, Responses responses) {
        boolean worked = response.failure == null;
        return new ResponseJson(
                response.id,
                response.fileSha256,
                response.baseSha256,
                response.featureName,
                response.featureSha256,
                Optional.ofNullable(response.vectorName),
                Optional.ofNullable(response.vectorSha256),
                responses.settings(response),
                worked ? Optional.of(responses.run(response).figures()) : Optional.empty(),
                worked ? Optional.of(responses.answers(response)) : Optional.empty(),
                Optional.ofNullable(response.failure),
                response.jobId,
                response.measuredAt);
    }
}
