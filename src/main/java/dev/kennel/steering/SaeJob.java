package dev.kennel.steering;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.imports.CompanionJob;
import dev.kennel.imports.ComputedCompanions;
import dev.kennel.jobs.Job;

/// What the import of an autoencoder's direction shows of itself on its job's page.
@ApplicationScoped
class SaeJob implements CompanionJob {

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
    public Made made(Job job) {
        SaeOrder order = stage.order(job);
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
