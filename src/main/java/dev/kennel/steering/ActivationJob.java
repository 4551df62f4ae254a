package dev.kennel.steering;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobView;

/// What a job that captures activations shows of itself on its page.
@ApplicationScoped
class ActivationJob implements JobKind {

    static final String NAME = "activations";

    private final ActivationStage stage;
    private final Activations activations;

    ActivationJob(ActivationStage stage, Activations activations) {
        this.stage = stage;
        this.activations = activations;
    }

    /// @param reads what is read
    /// @param activations what was captured, once it was and while it is there
    record Detail(String file, String reads, int tokens, String format, String device, Optional<Long> activations) {}

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
        return List.of(ActivationStage.NAME);
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
        ActivationOrder order = stage.order(job);
        return new Detail(
                order.file().name(),
                order.text().map(ActivationOrder.Text::name).orElse("a prompt"),
                order.tokens(),
                order.format().extension(),
                order.device(),
                activations.of(job.id).stream().map(found -> found.id).findFirst());
    }
}
