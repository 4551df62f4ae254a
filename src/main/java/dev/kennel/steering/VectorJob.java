package dev.kennel.steering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.catalog.Models;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobView;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;

/// What the extraction of a control vector shows of itself on its job's page.
@ApplicationScoped
class VectorJob implements JobKind {

    static final String NAME = "vector";

    private final VectorStage stage;
    private final Models models;
    private final BlobStore store;

    VectorJob(VectorStage stage, Models models, BlobStore store) {
        this.stage = stage;
        this.models = models;
        this.store = store;
    }

    /// @param featureSha256 the version of the feature
    /// @param page of the vector, there once the job is done
    record Detail(
            String filename,
            String feature,
            String featureSha256,
            int pairs,
            String method,
            String device,
            String page) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance detail(Detail detail, boolean done, boolean kept);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> stages() {
        return List.of(VectorStage.NAME);
    }

    @Override
    public Parts parts(Job job, JobView view) {
        boolean done = view.percent() == 100;
        return new Parts(Optional.empty(), Optional.of(Templates.detail(detail(job), done, done && isKept(job))));
    }

    /// Both the vector and its model may have been deleted since.
    private boolean isKept(Job job) {
        VectorOrder order = stage.order(job);
        return models.findByIdOptional(order.modelId())
                .flatMap(model -> models.companion(model, order.filename()))
                .isPresent();
    }

    @Override
    public Object detailJson(Job job) {
        return detail(job);
    }

    private Detail detail(Job job) {
        VectorOrder order = stage.order(job);
        return new Detail(
                order.filename(),
                order.feature(),
                order.featureDigest(),
                order.pairs(),
                order.method().words(),
                order.device(),
                VectorPage.address(job.subject, order.filename()));
    }

    @Override
    public void release(Job job) {
        try {
            store.release(Holder.job(job.id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
