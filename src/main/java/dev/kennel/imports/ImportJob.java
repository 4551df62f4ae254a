package dev.kennel.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobState;
import dev.kennel.jobs.JobSubjects;
import dev.kennel.jobs.JobView;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;

/// What an import shows of itself on its job's page.
@ApplicationScoped
class ImportJob implements JobKind {

    static final String NAME = "import";

    private final JobSubjects subjects;
    private final BlobStore store;

    ImportJob(JobSubjects subjects, BlobStore store) {
        this.subjects = subjects;
        this.store = store;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance detail(String model);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> stages() {
        return List.of(ReadStage.NAME);
    }

    @Override
    public boolean makesSubject() {
        return true;
    }

    @Override
    public Parts parts(Job job, JobView view) {
        boolean open = job.state == JobState.DONE && subjects.isThere(job.subject);
        return new Parts(Optional.empty(), open ? Optional.of(Templates.detail(job.subject)) : Optional.empty());
    }

    @Override
    public Object detailJson(Job job) {
        return Map.of();
    }

    /// From now on only the catalog keeps what was copied. Uploads stay until they are imported or dropped.
    @Override
    public void release(Job job) {
        try {
            store.release(Holder.job(job.id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
