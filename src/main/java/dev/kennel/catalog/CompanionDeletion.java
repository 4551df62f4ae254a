package dev.kennel.catalog;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobNeeds;

/// Takes away a file that is kept beside a model. It leaves the newest revision and is gone from the older ones; quants
/// that were made with it go on naming it.
@ApplicationScoped
class CompanionDeletion {

    private final Models models;
    private final Revisions revisions;
    private final JobNeeds needs;

    CompanionDeletion(Models models, Revisions revisions, JobNeeds needs) {
        this.models = models;
        this.revisions = revisions;
        this.needs = needs;
    }

    /// The jobs that forbid it.
    List<Job> jobs(Model model, Companion companion) {
        return needs.active(model.repository.path(), companion.filename);
    }

    /// A companion that is not there any more is no error: two people may delete the same one.
    ///
    /// @throws dev.kennel.web.ProblemException while a job needs it
    @Transactional
    void delete(long id) {
        Companion companion = models.getEntityManager().find(Companion.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (companion == null) {
            return;
        }
        Model model = models.findById(companion.modelId);
        BusyProblem.refuse("The " + companion.kind.words() + " " + companion.filename, jobs(model, companion));
        if (companion.kind.listed()) {
            revisions.remove(model.repository, "Delete " + companion.filename, List.of(companion.filename));
        }
        models.getEntityManager().remove(companion);
    }
}
