package dev.kennel.catalog;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.jobs.JobSubjects;

/// Jobs are about models: the path of the repository is the subject.
@ApplicationScoped
class ModelSubjects implements JobSubjects {

    private final Models models;

    ModelSubjects(Models models) {
        this.models = models;
    }

    @Override
    public boolean isThere(String subject) {
        int slash = subject.indexOf('/');
        return slash > 0
                && models.named(subject.substring(0, slash), subject.substring(slash + 1))
                        .isPresent();
    }
}
