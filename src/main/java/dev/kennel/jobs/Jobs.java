package dev.kennel.jobs;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

/// The jobs, newest first where an order matters.
@ApplicationScoped
public class Jobs implements PanacheRepository<Job> {

    /// The job with its row locked until the transaction ends; every change of state goes through it.
    Job locked(long id) {
        return getEntityManager().find(Job.class, id, LockModeType.PESSIMISTIC_WRITE);
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
}
