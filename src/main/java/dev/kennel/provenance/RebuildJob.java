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
import dev.kennel.quantize.AskedDevice;

/// What making a quant again shows of itself on its job's page.
@ApplicationScoped
class RebuildJob implements JobKind {

    static final String NAME = "rebuild";

    private final RebuildStage stage;
    private final Rebuilds rebuilds;
    private final QuantLookup lookup;

    RebuildJob(RebuildStage stage, Rebuilds rebuilds, QuantLookup lookup) {
        this.stage = stage;
        this.rebuilds = rebuilds;
        this.lookup = lookup;
    }

    /// @param quant as addresses name it
    /// @param page where its provenance is
    /// @param device what it was to be encoded on
    /// @param encodedOn the same in words, with what encoded in truth once that is known
    /// @param result null until it is known
    record Detail(String quant, String page, String device, String encodedOn, RebuildJson result) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance detail(
                RebuildOrder order, String encodedOn, Optional<String> page, Optional<Rebuild> rebuild);
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
    public Parts parts(Job job, JobView view) {
        RebuildOrder order = stage.order(job);
        Optional<String> page = lookup.byId(order.quantId()).map(quant -> QuantLookup.page(order.quant()));
        Optional<Rebuild> rebuild = rebuilds.of(job.id);
        return new Parts(
                Optional.empty(), Optional.of(Templates.detail(order, encodedOn(order, rebuild), page, rebuild)));
    }

    @Override
    public Object detailJson(Job job) {
        RebuildOrder order = stage.order(job);
        Optional<Rebuild> rebuild = rebuilds.of(job.id);
        return new Detail(
                order.quant(),
                QuantLookup.page(order.quant()),
                order.device(),
                encodedOn(order, rebuild),
                rebuild.map(RebuildJson::of).orElse(null));
    }

    private static String encodedOn(RebuildOrder order, Optional<Rebuild> rebuild) {
        var asked = new AskedDevice(order.device());
        return rebuild.map(found -> asked.inWords(found.encodersUsed())).orElse(asked.inWords());
    }

    @Override
    public boolean needs(Job job, String companion) {
        return lookup.byId(stage.order(job).quantId())
                .filter(quant -> companion.equals(quant.imatrixName))
                .isPresent();
    }
}
