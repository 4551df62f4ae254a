package dev.kennel.imports;

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

/// What an import shows of itself on its job's page.
@ApplicationScoped
class ImportJob implements JobKind {

    static final String NAME = "import";

    private final JobSubjects subjects;

    ImportJob(JobSubjects subjects) {
        this.subjects = subjects;
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
}
