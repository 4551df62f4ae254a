package dev.kennel.bundles;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobState;
import dev.kennel.jobs.JobView;

/// What the preparing of a bundle shows of itself on its job's page.
@ApplicationScoped
class ChecksumJob implements JobKind {

    static final String NAME = "checksum";

    private final ChecksumStage stage;

    ChecksumJob(ChecksumStage stage) {
        this.stage = stage;
    }

    /// @param bundle its page
    /// @param download where it can be had, once it can
    record Detail(String bundle, Optional<String> download) {}

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
        return List.of(ChecksumStage.NAME);
    }

    @Override
    public Parts parts(Job job, JobView view) {
        return new Parts(Optional.empty(), Optional.of(Templates.detail(detail(job))));
    }

    @Override
    public Object detailJson(Job job) {
        return detail(job);
    }

    private Detail detail(Job job) {
        BundleRequest request = ChecksumStage.request(stage.order(job));
        return new Detail(
                request.page(), job.state == JobState.DONE ? Optional.of(request.download()) : Optional.empty());
    }

    /// It holds nothing.
    @Override
    public void release(Job job) {}
}
