package dev.kennel.measuring;

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

/// What the computing of an importance matrix shows of itself on its job's page.
@ApplicationScoped
class ImatrixJob implements JobKind {

    static final String NAME = "imatrix";

    private final ImatrixStage stage;
    private final Models models;
    private final BlobStore store;

    ImatrixJob(ImatrixStage stage, Models models, BlobStore store) {
        this.stage = stage;
        this.models = models;
        this.store = store;
    }

    /// @param device that the model is computed on
    /// @param page of the matrix, there once the job is done
    record Detail(
            String filename, String text, String textSha256, int chunks, int context, String device, String page) {}

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
        return List.of(ImatrixStage.NAME);
    }

    @Override
    public Parts parts(Job job, JobView view) {
        boolean done = view.percent() == 100;
        return new Parts(Optional.empty(), Optional.of(Templates.detail(detail(job), done, done && isKept(job))));
    }

    /// Both the matrix and its model may have been deleted since.
    private boolean isKept(Job job) {
        ImatrixOrder order = stage.order(job);
        return models.findByIdOptional(order.modelId())
                .flatMap(model -> models.companion(model, order.filename()))
                .isPresent();
    }

    @Override
    public Object detailJson(Job job) {
        return detail(job);
    }

    private Detail detail(Job job) {
        ImatrixOrder order = stage.order(job);
        return new Detail(
                order.filename(),
                order.reading().name(),
                order.reading().sha256(),
                order.reading().chunks(),
                order.settings().contextLength(),
                order.settings().device(),
                CoveragePage.address(job.subject, order.filename()));
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
