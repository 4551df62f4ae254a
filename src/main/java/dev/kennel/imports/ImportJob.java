package dev.kennel.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
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
    private final ObjectMapper json;

    ImportJob(JobSubjects subjects, ObjectMapper json) {
        this.subjects = subjects;
        this.json = json;
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

    /// Not of a directory: what is in it is seen when it is read.
    @Override
    public boolean makes(Job job, String companion) {
        ImportRequest request = json.convertValue(job.request, ImportRequest.class);
        return request.base().isPresent()
                && (request.uploads().contains(companion)
                        || request.path()
                                .map(path -> Path.of(path).getFileName())
                                .filter(name -> name.toString().equals(companion))
                                .isPresent());
    }

    @Override
    public Object detailJson(Job job) {
        return Map.of();
    }
}
