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

/// What the extraction of a control vector shows of itself on its job's page.
@ApplicationScoped
class VectorJob implements JobKind {

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
    public Parts parts(Job job, JobView view) {
        boolean done = view.percent() == 100;
        VectorOrder order = stage.order(job);
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
