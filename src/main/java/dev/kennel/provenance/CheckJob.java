package dev.kennel.provenance;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.derivations.CheckedDerivation;
import dev.kennel.derivations.CheckedTensor;
import dev.kennel.derivations.DerivationChecks;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobView;
import dev.kennel.quantize.AskedDevice;

/// What the check of a derivation shows of itself on its job's page.
@ApplicationScoped
class CheckJob implements JobKind {

    static final String NAME = "derivation-check";

    private final CheckStage stage;
    private final DerivationChecks checks;
    private final QuantLookup lookup;

    CheckJob(CheckStage stage, DerivationChecks checks, QuantLookup lookup) {
        this.stage = stage;
        this.checks = checks;
        this.lookup = lookup;
    }

    /// @param quant as addresses name it
    /// @param page where its provenance is
    /// @param device what it was to be encoded on
    /// @param encodedOn the same in words, with what has encoded in truth
    /// @param checked how many tensors are
    /// @param result null until it is known
    record Detail(String quant, String page, String device, String encodedOn, int checked, CheckJson result) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance detail(
                CheckOrder order,
                String encodedOn,
                Optional<String> page,
                int checked,
                Optional<CheckedDerivation> derivation);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> stages() {
        return List.of(CheckStage.NAME);
    }

    @Override
    public Parts parts(Job job, JobView view) {
        CheckOrder order = stage.order(job);
        List<CheckedTensor> tensors = checks.tensors(job.id);
        return new Parts(
                Optional.empty(),
                Optional.of(Templates.detail(
                        order,
                        encodedOn(order, tensors),
                        lookup.byId(order.quantId()).map(quant -> QuantLookup.page(order.quant())),
                        tensors.size(),
                        checks.of(job.id))));
    }

    @Override
    public Object detailJson(Job job) {
        CheckOrder order = stage.order(job);
        List<CheckedTensor> tensors = checks.tensors(job.id);
        return new Detail(
                order.quant(),
                QuantLookup.page(order.quant()),
                order.device(),
                encodedOn(order, tensors),
                tensors.size(),
                checks.of(job.id).map(CheckJson::of).orElse(null));
    }

    private static String encodedOn(CheckOrder order, List<CheckedTensor> tensors) {
        var asked = new AskedDevice(order.device());
        return tensors.isEmpty() ? asked.inWords() : asked.inWords(CheckedDerivation.encodersUsed(tensors));
    }

    @Override
    public boolean needs(Job job, String companion) {
        return stage.order(job)
                .imatrix()
                .filter(tried -> tried.filename().equals(companion))
                .isPresent();
    }

    /// What was found goes with a job that never came to its end.
    @Override
    public void release(Job job) {
        if (checks.of(job.id).isEmpty()) {
            checks.drop(job.id);
        }
    }
}
