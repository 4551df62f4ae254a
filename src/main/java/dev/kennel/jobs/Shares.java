package dev.kennel.jobs;

import java.time.Clock;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

@ApplicationScoped
class Shares implements PanacheRepository<Share> {

    private final Clock clock;

    Shares(Clock clock) {
        this.clock = clock;
    }

    Share locked(long id) {
        return getEntityManager().find(Share.class, id, LockModeType.PESSIMISTIC_WRITE);
    }

    /// How far the stages of these jobs are.
    @SuppressWarnings("unchecked")
    List<StageProgress> progress(Collection<Long> jobIds) {
        if (jobIds.isEmpty()) {
            return List.of();
        }
        return ((List<Tuple>) getEntityManager()
                        .createNativeQuery("""
                                select job_id, stage, sum(least(work_done, work_total)) as done, sum(work_total) as total,
                                    sum(work_given) filter (where state in ('RUNNING', 'DONE')) as given,
                                    count(*) filter (where state = 'RUNNING') as running,
                                    coalesce(sum(extract(epoch from coalesce(finished_at, :now) - started_at))
                                        filter (where state in ('RUNNING', 'DONE')), 0) as seconds
                                from share where job_id in (:jobs) group by job_id, stage
                                """, Tuple.class)
                        .setParameter("now", clock.instant())
                        .setParameter("jobs", jobIds)
                        .getResultList())
                .stream().map(Shares::progress).toList();
    }

    private static StageProgress progress(Tuple row) {
        return new StageProgress(
                row.get("job_id", Number.class).longValue(),
                row.get("stage", String.class),
                number(row, "done"),
                number(row, "given"),
                number(row, "total"),
                number(row, "running"),
                row.get("seconds", Number.class).doubleValue());
    }

    private static long number(Tuple row, String column) {
        Number number = row.get(column, Number.class);
        return number == null ? 0 : number.longValue();
    }

    /// Whether this attempt is still the current one of a job that goes on.
    boolean goesOn(AttemptId id) {
        return getEntityManager()
                        .createQuery("""
                                select count(*) from Share s join Job j on j.id = s.jobId
                                where s.id = ?1 and s.attempt = ?2 and s.state = ?3 and j.state in ?4
                                """, Long.class)
                        .setParameter(1, id.share())
                        .setParameter(2, id.attempt())
                        .setParameter(3, ShareState.RUNNING)
                        .setParameter(4, JobState.ACTIVE)
                        .getSingleResult()
                > 0;
    }

    /// Shares that are to be done and have no alarm.
    List<Share> forgotten() {
        return getEntityManager().createNativeQuery("""
                        select s.* from share s join job j on j.id = s.job_id
                        where s.state in ('WAITING', 'RUNNING') and j.state in ('QUEUED', 'RUNNING', 'CANCELLING')
                            and not exists (select 1 from scheduled_tasks t where t.task_instance = cast(s.id as text))
                        """, Share.class).getResultList();
    }

    List<Share> ofJob(long jobId) {
        return list("jobId = ?1 order by id", jobId);
    }

    List<Share> ofStage(long jobId, String stage) {
        return list("jobId = ?1 and stage = ?2 order by ordinal", jobId, stage);
    }

    void deleteStage(long jobId, String stage) {
        delete("jobId = ?1 and stage = ?2", jobId, stage);
    }

    /// Whether a share of the job is neither over nor waiting.
    boolean anyRunning(long jobId) {
        return count("jobId = ?1 and state = ?2", jobId, ShareState.RUNNING) > 0;
    }

    boolean stageDone(long jobId, String stage) {
        return count("jobId = ?1 and stage = ?2 and state <> ?3", jobId, stage, ShareState.DONE) == 0;
    }
}
