package dev.kennel.steering;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.imports.ComputedCompanions;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobView;

/// What the import of an autoencoder's direction shows of itself on its job's page.
@ApplicationScoped
class SaeJob implements JobKind {

    static final String NAME = "sae";

    private final SaeStage stage;
    private final ComputedCompanions companions;

    SaeJob(SaeStage stage, ComputedCompanions companions) {
        this.stage = stage;
        this.companions = companions;
    }

    /// @param source the autoencoder's file
    /// @param page of the vector, there once the job is done
    record Detail(String filename, String source, String tensor, int index, int block, String label, String page) {}

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
        return List.of(SaeStage.NAME);
    }

    @Override
    public Parts parts(Job job, JobView view) {
        boolean done = view.percent() == 100;
        SaeOrder order = stage.order(job);
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
        SaeOrder order = stage.order(job);
        return new Detail(
                order.filename(),
                order.source(),
                order.tensor(),
                order.index(),
                order.block(),
                order.label(),
                VectorPage.address(job.subject, order.filename()));
    }
}
