package dev.kennel.measuring;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.imports.ComputedCompanions;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobView;

/// What the computing of an importance matrix shows of itself on its job's page.
@ApplicationScoped
class ImatrixJob implements JobKind {

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
    public Parts parts(Job job, JobView view) {
        boolean done = view.percent() == 100;
        ImatrixOrder order = stage.order(job);
        boolean kept = done && companions.isKept(order.modelId(), order.filename());
        return new Parts(Optional.empty(), Optional.of(Templates.detail(detail(job), done, kept)));
    }

    @Override
    public boolean makes(Job job, String companion) {
        return stage.order(job).filename().equals(companion);
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
