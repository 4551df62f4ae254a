package dev.kennel.sweeps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.blob.Sha256;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobView;
import dev.kennel.store.BlobStore;
import dev.kennel.sweeps.SweepProgress.QuantProgress;
import dev.kennel.web.ByteScale;

/// What a sweep shows of itself on its job's page.
@ApplicationScoped
class SweepJob implements JobKind {

    static final String NAME = "sweep";

    private final SweepProgressQuery progress;
    private final Sweeps sweeps;
    private final SweepOrders orders;
    private final BlobStore store;
    private final Clock clock;

    SweepJob(SweepProgressQuery progress, Sweeps sweeps, SweepOrders orders, BlobStore store, Clock clock) {
        this.progress = progress;
        this.sweeps = sweeps;
        this.orders = orders;
        this.store = store;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance summary(SweepSummary summary);

        static native TemplateInstance detail(SweepProgress sweep, ByteScale scale);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> stages() {
        return List.of(EncodeStage.NAME, AssembleStage.NAME);
    }

    @Override
    public Parts parts(Job job, JobView view) {
        SweepProgress sweep = progress.of(job);
        var scale = ByteScale.of(
                sweep.quants().stream().map(QuantProgress::predictedBytes).toList());
        return new Parts(
                Optional.of(Templates.summary(new SweepSummary(view, sweep, clock.instant()))),
                Optional.of(Templates.detail(sweep, scale)));
    }

    @Override
    public Object detailJson(Job job) {
        return progress.of(job);
    }

    @Override
    public boolean needs(Job job, String companion) {
        return orders.order(job)
                .imatrix()
                .filter(used -> used.filename().equals(companion))
                .isPresent();
    }

    /// Units whose blobs were lost since are made again.
    @Override
    public void resume(Job job, JobFlow flow) {
        Set<Integer> tensors = sweeps.forget(job.id, lost(job));
        if (!tensors.isEmpty()) {
            flow.goBack(job, EncodeStage.NAME, work -> orders.share(work).holdsAny(tensors));
        }
    }

    private Set<Sha256> lost(Job job) {
        try {
            return store.absent(sweeps.blobs(job.id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
