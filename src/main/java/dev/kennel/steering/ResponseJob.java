package dev.kennel.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobView;
import dev.kennel.measuring.Subject;
import dev.kennel.responses.FeatureRun;
import dev.kennel.responses.Response;
import dev.kennel.responses.Responses;

/// What a job that asks files about features shows of itself on its page.
@ApplicationScoped
class ResponseJob implements JobKind {

    static final String NAME = "response";

    private final ResponseOrders orders;
    private final Responses responses;

    ResponseJob(ResponseOrders orders, Responses responses) {
        this.orders = orders;
        this.responses = responses;
    }

    /// What is known so far.
    ///
    /// @param device that files are computed on
    record Detail(String device, List<Ask> asks, List<FileAnswers> files) {}

    /// @param vector that is driven, its file's name
    record Ask(String feature, Optional<String> vector) {}

    /// @param name of the file
    /// @param found in the order of the asks; empty while nothing is known
    record FileAnswers(String name, List<Found> found) {}

    /// What a file said of a feature.
    ///
    /// @param run empty when it failed
    /// @param failure why
    record Found(long response, Optional<FeatureRun> run, Optional<String> failure) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance detail(Detail detail);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> stages() {
        return List.of(BaseResponseStage.NAME, QuantResponseStage.NAME);
    }

    @Override
    public Parts parts(Job job, JobView view) {
        return new Parts(Optional.empty(), Optional.of(Templates.detail(detail(job))));
    }

    @Override
    public Object detailJson(Job job) {
        return detail(job);
    }

    @Override
    public boolean needs(Job job, String companion) {
        return orders.of(job).asks().stream()
                .flatMap(ask -> ask.vector().stream())
                .anyMatch(vector -> vector.filename().equals(companion));
    }

    private Detail detail(Job job) {
        ResponseOrder order = orders.of(job);
        List<Response> made = responses.of(job.id);
        List<FileAnswers> files = new ArrayList<>();
        Stream.concat(Stream.of(order.base()), order.quants().stream())
                .forEach(file -> files.add(new FileAnswers(file.name(), found(file, order, made))));
        List<Ask> asks = order.asks().stream()
                .map(ask -> new Ask(ask.feature(), ask.vector().map(ResponseOrder.Vector::filename)))
                .toList();
        return new Detail(order.settings().device(), asks, files);
    }

    private List<Found> found(Subject file, ResponseOrder order, List<Response> made) {
        return order.asks().stream()
                .flatMap(ask -> made.stream()
                        .filter(response -> response.fileSha256.equals(file.sha256())
                                && response.featureSha256.equals(ask.digest()))
                        .limit(1))
                .map(response -> new Found(
                        response.id,
                        response.failure == null ? Optional.of(responses.run(response)) : Optional.empty(),
                        Optional.ofNullable(response.failure)))
                .toList();
    }
}
