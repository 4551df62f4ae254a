package dev.kennel.jobs;

import java.util.List;
import java.util.Optional;

import io.quarkus.qute.TemplateInstance;

/// What a job's page shows.
///
/// @param linked whether there is a page of what the job is about
/// @param lines the end of the log
/// @param parts what the job's kind adds
record JobPage(JobView job, boolean linked, List<LogLine> lines, JobKind.Parts parts) {

    /// The title up to the name of what the job is about, if that is its end.
    public String heading() {
        return namesSubject()
                ? job.title().substring(0, job.title().length() - job.subject().length())
                : job.title();
    }

    public boolean namesSubject() {
        return linked && job.title().endsWith(job.subject());
    }

    public boolean isLive() {
        return !job.state().over();
    }

    /// The first line of what was said last, for while nothing can be said of the time left.
    public Optional<String> lately() {
        return lines.isEmpty() ? Optional.empty() : lines.getLast().line.lines().findFirst();
    }

    public Optional<String> summaryHtml() {
        return parts.summary().map(TemplateInstance::render);
    }

    public Optional<String> detailHtml() {
        return parts.detail().map(TemplateInstance::render);
    }
}
