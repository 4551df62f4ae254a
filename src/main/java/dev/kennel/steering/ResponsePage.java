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

import dev.kennel.jobs.Job;
import dev.kennel.jobs.Jobs;
import dev.kennel.measurements.Environment;
import dev.kennel.measuring.Subject;
import dev.kennel.responses.Answers;
import dev.kennel.responses.FeatureCurve;
import dev.kennel.responses.FeatureCurves;
import dev.kennel.responses.FeatureRun;
import dev.kennel.responses.Response;
import dev.kennel.responses.Responses;
import dev.kennel.steer.Bootstrap;
import dev.kennel.steer.Interval;
import dev.kennel.steer.ResponseReport.Sample;

/// `/responses/{id}`: what did a file answer?
@Path("/responses/{id}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ResponsePage {

    private final Responses responses;
    private final FeatureCurves curves;
    private final ResponseOrders orders;
    private final Jobs jobs;

    ResponsePage(Responses responses, FeatureCurves curves, ResponseOrders orders, Jobs jobs) {
        this.responses = responses;
        this.curves = curves;
        this.orders = orders;
        this.jobs = jobs;
    }

    /// What the page shows.
    ///
    /// @param model that the file belongs to
    /// @param file as the job called it
    /// @param found empty when it failed
    record View(String model, String file, Response response, Environment environment, Optional<Found> found) {}

    /// @param curve empty without a vector
    /// @param crossTalk what the vector does to other features
    /// @param samples continuations
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
        Job job = jobs.findById(response.jobId);
        ResponseOrder order = orders.of(job);
        String file = order.base().sha256().equals(response.fileSha256)
                ? "the base"
                : order.quants().stream()
                        .filter(quant -> quant.sha256().equals(response.fileSha256))
                        .map(Subject::name)
                        .findFirst()
                        .orElseThrow();
        return new View(
                job.subject,
                file,
                response,
                responses.environment(response),
                response.failure == null ? Optional.of(found(response, order)) : Optional.empty());
    }

    private Found found(Response response, ResponseOrder order) {
        Answers answers = responses.answers(response);
        return new Found(
                responses.run(response),
                curves.of(response),
                crossTalk(answers, order),
                answers.driven().map(driven -> driven.samples()).orElse(List.of()),
                answers.pace());
    }

    private static List<CrossTalk> crossTalk(Answers answers, ResponseOrder order) {
        return answers.driven().stream()
                .flatMap(driven -> IntStream.range(0, order.asks().size())
                        .boxed()
                        .flatMap(other -> driven
                                .crossTalk()
                                .get(other)
                                .map(margins -> new CrossTalk(
                                        order.asks().get(other).feature(), Bootstrap.ofMean(margins.slopes())))
                                .stream()))
                .toList();
    }
}
