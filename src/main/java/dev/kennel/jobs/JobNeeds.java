package dev.kennel.jobs;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

/// Which jobs need or make a file that is kept beside a model.
@ApplicationScoped
public class JobNeeds {

    private final Jobs jobs;
    private final JobFlow flow;

    JobNeeds(Jobs jobs, JobFlow flow) {
        this.jobs = jobs;
        this.flow = flow;
    }

    /// The jobs about a model that are not over and need this file of it.
    ///
    /// @param subject as in [Job#subject]
    /// @param companion the file's name
    public List<Job> active(String subject, String companion) {
        return jobs.activeAbout(subject).stream()
                .filter(job -> flow.kind(job).needs(job, companion))
                .toList();
    }

    /// The jobs about a model that are not over and will add a file of this name to it.
    ///
    /// @param subject as in [Job#subject]
    /// @param companion the file's name
    public List<Job> making(String subject, String companion) {
        return jobs.activeAbout(subject).stream()
                .filter(job -> flow.kind(job).makes(job, companion))
                .toList();
    }
}
