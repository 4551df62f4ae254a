package dev.kennel.steering;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.imports.CompanionJob;
import dev.kennel.imports.ComputedCompanions;
import dev.kennel.jobs.Job;

/// What the extraction of a control vector shows of itself on its job's page.
@ApplicationScoped
class VectorJob implements CompanionJob {

    static final String NAME = "vector";

    private final VectorStage stage;
    private final ComputedCompanions companions;

    VectorJob(VectorStage stage, ComputedCompanions companions) {
        this.stage = stage;
        this.companions = companions;
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
    public Made made(Job job) {
        VectorOrder order = stage.order(job);
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
}
