package dev.kennel.provenance;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.derivations.Rebuild;
import dev.kennel.derivations.Rebuilds;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobView;

/// What making a quant again shows of itself on its job's page.
@ApplicationScoped
class RebuildJob implements JobKind {

    static final String NAME = "rebuild";

    private final RebuildStage stage;
    private final Rebuilds rebuilds;

    RebuildJob(RebuildStage stage, Rebuilds rebuilds) {
        this.stage = stage;
        this.rebuilds = rebuilds;
    }

    /// @param quant as addresses name it
    /// @param page where its provenance is
    /// @param result null until it is known
    record Detail(String quant, String page, RebuildJson result) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance detail(RebuildOrder order, String page, Optional<Rebuild> rebuild);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> stages() {
        return List.of(RebuildStage.NAME);
    }

    @Override
    public boolean subjectIsThere(Job job) {
        return true;
    }

    @Override
    public Parts parts(Job job, JobView view) {
        RebuildOrder order = stage.order(job);
        String page = QuantLookup.page(order.quant());
        return new Parts(Optional.empty(), Optional.of(Templates.detail(order, page, rebuilds.of(job.id))));
    }

    @Override
    public Object detailJson(Job job) {
        RebuildOrder order = stage.order(job);
        RebuildJson result = rebuilds.of(job.id).map(RebuildJson::of).orElse(null);
        return new Detail(order.quant(), QuantLookup.page(order.quant()), result);
    }

    /// It holds nothing.
    @Override
    public void release(Job job) {}
}
