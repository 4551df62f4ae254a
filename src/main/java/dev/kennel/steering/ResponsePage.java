package dev.kennel.steering;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.measurements.Environment;
import dev.kennel.responses.Answers;
import dev.kennel.responses.FeatureCurve;
import dev.kennel.responses.FeatureCurves;
import dev.kennel.responses.FeatureRun;
import dev.kennel.responses.Response;
import dev.kennel.responses.Responses;
import dev.kennel.steer.Bootstrap;
import dev.kennel.steer.Interval;
import dev.kennel.steer.ResponseReport.Driven;
import dev.kennel.steer.ResponseReport.Sample;

/// `/responses/{id}`: what did a file answer?
@Path("/responses/{id}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ResponsePage {

    private final Responses responses;
    private final FeatureCurves curves;
    private final ResponseLinks links;

    ResponsePage(Responses responses, FeatureCurves curves, ResponseLinks links) {
        this.responses = responses;
        this.curves = curves;
        this.links = links;
    }

    /// What the page shows.
    ///
    /// @param found empty when it failed
    record View(Response response, Environment environment, Optional<Found> found, ResponseLinks.Links links) {}

    /// @param curve empty without a vector
    /// @param crossTalk what the vector does to other features
    /// @param samples continuations
    /// @param pace pairs of answers that the run scored a second
    record Found(
            FeatureRun run,
            Optional<FeatureCurve> curve,
            List<CrossTalk> crossTalk,
            List<Sample> samples,
            double pace) {}

    /// @param slope of the other feature's first probes, in nats a unit
    record CrossTalk(String feature, Interval slope) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance response(View view);
    }

    @GET
    public TemplateInstance page(@RestPath long id) {
        return Templates.response(QuarkusTransaction.joiningExisting().call(() -> view(responses.require(id))));
    }

    private View view(Response response) {
        return new View(
                response,
                responses.environment(response),
                response.failure == null ? Optional.of(found(response)) : Optional.empty(),
                links.of(response));
    }

    private Found found(Response response) {
        Answers answers = responses.answers(response);
        return new Found(
                responses.run(response),
                curves.of(response),
                crossTalk(answers),
                answers.driven().map(Driven::samples).orElse(List.of()),
                answers.pace());
    }

    private static List<CrossTalk> crossTalk(Answers answers) {
        return answers.driven().stream()
                .flatMap(driven -> IntStream.range(0, answers.features().size())
                        .boxed()
                        .flatMap(other -> driven
                                .crossTalk()
                                .get(other)
                                .map(margins -> new CrossTalk(
                                        answers.features().get(other), Bootstrap.ofMean(margins.slopes())))
                                .stream()))
                .toList();
    }
}
