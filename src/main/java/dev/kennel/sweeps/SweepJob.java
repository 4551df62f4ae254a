package dev.kennel.sweeps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;

/// What a sweep shows of itself on its job's page.
@ApplicationScoped
class SweepJob implements JobKind {

    static final String NAME = "sweep";

    private final SweepProgressQuery progress;
    private final BlobStore store;

    SweepJob(SweepProgressQuery progress, BlobStore store) {
        this.progress = progress;
        this.store = store;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance detail(SweepProgress sweep);
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
    public TemplateInstance detail(Job job) {
        return Templates.detail(progress.of(job));
    }

    @Override
    public Object detailJson(Job job) {
        return progress.of(job);
    }

    /// From now on only the quants keep the blobs.
    @Override
    public void release(Job job) {
        try {
            store.release(Holder.job(job.id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
