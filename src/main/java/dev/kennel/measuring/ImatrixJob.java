package dev.kennel.measuring;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.imports.CompanionJob;
import dev.kennel.imports.ComputedCompanions;
import dev.kennel.jobs.Job;

/// What the computing of an importance matrix shows of itself on its job's page.
@ApplicationScoped
class ImatrixJob implements CompanionJob {

    static final String NAME = "imatrix";

    private final ImatrixStage stage;
    private final ComputedCompanions companions;

    ImatrixJob(ImatrixStage stage, ComputedCompanions companions) {
        this.stage = stage;
        this.companions = companions;
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
    public Made made(Job job) {
        ImatrixOrder order = stage.order(job);
        return new Made(order.modelId(), order.filename());
    }

    @Override
    public ComputedCompanions companions() {
        return companions;
    }

    @Override
    public TemplateInstance detail(Job job, boolean done, boolean kept) {
        return Templates.detail(detail(job), done, kept);
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
}
