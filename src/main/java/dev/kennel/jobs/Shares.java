package dev.kennel.jobs;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

@ApplicationScoped
class Shares implements PanacheRepository<Share> {

    Share locked(long id) {
        return getEntityManager().find(Share.class, id, LockModeType.PESSIMISTIC_WRITE);
    }

    List<Share> ofJob(long jobId) {
        return list("jobId = ?1 order by id", jobId);
    }

    List<Share> ofStage(long jobId, String stage) {
        return list("jobId = ?1 and stage = ?2 order by ordinal", jobId, stage);
    }

    /// Whether a share of the job is neither over nor waiting.
    boolean anyRunning(long jobId) {
        return count("jobId = ?1 and state = ?2", jobId, ShareState.RUNNING) > 0;
    }

    boolean stageDone(long jobId, String stage) {
        return count("jobId = ?1 and stage = ?2 and state <> ?3", jobId, stage, ShareState.DONE) == 0;
    }
}
