package dev.kennel.jobs;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

import dev.kennel.web.Problem;

/// The jobs, newest first where an order matters.
@ApplicationScoped
public class Jobs implements PanacheRepository<Job> {

    /// The job with its row locked until the transaction ends; every change of state goes through it.
    Job locked(long id) {
        return getEntityManager().find(Job.class, id, LockModeType.PESSIMISTIC_WRITE);
    }

    /// @throws dev.kennel.web.ProblemException when there is no such job, or it was discarded
    Job requireLocked(long id) {
        Job job = locked(id);
        if (job == null || job.state == JobState.DISCARDED) {
            throw absent(id);
        }
        return job;
    }

    /// @throws dev.kennel.web.ProblemException when there is no such job, or it was discarded
    Job require(long id) {
        return find("id = ?1 and state <> ?2", id, JobState.DISCARDED)
                .firstResultOptional()
                .orElseThrow(() -> absent(id));
    }

    public JobState stateOf(long id) {
        return getEntityManager()
                .createQuery("select state from Job where id = ?1", JobState.class)
                .setParameter(1, id)
                .getSingleResultOrNull();
    }

    /// A page of jobs that were not discarded.
    ///
    /// @param before only jobs older than this one
    public List<Job> newest(long before, int limit) {
        return find("state <> ?1 and id < ?2 order by id desc", JobState.DISCARDED, before)
                .page(0, limit)
                .list();
    }

    /// Jobs about a page that are not over yet.
    public List<Job> activeAbout(String subject) {
        return list(
                "subject = ?1 and state in ?2 order by id desc",
                subject,
                List.of(JobState.QUEUED, JobState.RUNNING, JobState.CANCELLING));
    }

    private static RuntimeException absent(long id) {
        return Problem.notFound("There is no job " + id)
                .next("It may have been discarded. See all jobs at /jobs.")
                .exception();
    }
}
