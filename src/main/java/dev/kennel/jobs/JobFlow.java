package dev.kennel.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennel.blob.Sha256;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.web.Problem;

/// The transitions of jobs and shares. Each is one transaction, or part of the caller's, together with the alarm of
/// the scheduler that it sets.
@ApplicationScoped
public class JobFlow {

    private final Jobs jobs;
    private final Shares shares;
    private final Alarms alarms;
    private final Clock clock;
    private final Instance<Stage> stages;
    private final Instance<JobKind> kinds;
    private final JobSubjects subjects;
    private final BlobStore store;

    JobFlow(
            Jobs jobs,
            Shares shares,
            Alarms alarms,
            Clock clock,
            @Any Instance<Stage> stages,
            @Any Instance<JobKind> kinds,
            JobSubjects subjects,
            BlobStore store) {
        this.jobs = jobs;
        this.shares = shares;
        this.alarms = alarms;
        this.clock = clock;
        this.stages = stages;
        this.kinds = kinds;
        this.subjects = subjects;
        this.store = store;
    }

    /// Creates a job; [#open] its first stage in the same transaction.
    @Transactional(TxType.MANDATORY)
    public Job submit(String kind, String title, String subject, JsonNode request) {
        var job = new Job();
        job.kind = kind;
        job.title = title;
        job.subject = subject;
        job.request = request;
        job.state = JobState.QUEUED;
        job.stage = "";
        job.createdAt = clock.instant();
        jobs.persist(job);
        return job;
    }

    /// Keeps blobs until the job is over, whoever deletes what refers to them.
    ///
    /// @param lost what to say when the store does not have all of them
    /// @throws dev.kennel.web.ProblemException with it
    @Transactional(TxType.MANDATORY)
    public void hold(Job job, Collection<Sha256> blobs, Problem lost) {
        try {
            if (!store.pin(blobs, Holder.job(job.id)).isEmpty()) {
                throw lost.exception();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Opens a stage. With no work it is completed at once.
    @Transactional(TxType.MANDATORY)
    public void open(Job job, String stageName, List<Work> works) {
        Stage stage = stage(stageName);
        job.stage = stageName;
        int ordinal = 0;
        for (Work work : works) {
            var share = new Share();
            share.jobId = job.id;
            share.stage = stageName;
            share.ordinal = ordinal++;
            share.lane = stage.lane(job);
            share.work = work.body();
            share.workTotal = work.amount();
            share.state = ShareState.WAITING;
            shares.persist(share);
            alarms.set(share);
        }
        if (works.isEmpty()) {
            stage.completed(job, this);
        }
    }

    @Transactional(TxType.MANDATORY)
    public void finish(Job job) {
        release(job);
        end(job, JobState.DONE);
    }

    /// Asks a job to stop; its workers are ended within seconds. Nothing to do when it is over already.
    ///
    /// @throws dev.kennel.web.ProblemException when there is no such job
    @Transactional
    public void cancel(long jobId) {
        Job job = jobs.requireLocked(jobId);
        if (!job.state.active()) {
            return;
        }
        job.state = JobState.CANCELLING;
        dropWaiting(job);
        settle(job);
    }

    /// Starts a cancelled or failed job again where it stopped.
    ///
    /// @return false when it is not in such a state
    /// @throws dev.kennel.web.ProblemException when there is no such job, or no longer what it is about
    @Transactional
    public boolean retry(long jobId) {
        Job job = jobs.requireLocked(jobId);
        if (!job.state.retriable()) {
            return false;
        }
        refuseLostSubject(job);
        job.state = JobState.QUEUED;
        job.failure = null;
        job.finishedAt = null;
        kind(job).resume(job, this);
        List<Share> left = shares.ofStage(jobId, job.stage).stream()
                .filter(share -> share.state != ShareState.DONE)
                .toList();
        left.forEach(this::reopen);
        if (left.isEmpty()) {
            stage(job.stage).completed(job, this);
        }
        return true;
    }

    private void refuseLostSubject(Job job) {
        boolean needed = job.subject != null && !kind(job).makesSubject();
        if (needed && !subjects.isThere(job.subject)) {
            throw Problem.conflict("Job " + job.id + " cannot go on")
                    .because(job.subject + " was deleted since.")
                    .next("Discard the job.")
                    .exception();
        }
    }

    /// Takes a job that is started again back to a stage it has been through, or undoes shares of the stage it is in.
    /// The stages after that one are opened anew.
    ///
    /// @param undone which of the stage's shares have to be done again, by their work
    @Transactional(TxType.MANDATORY)
    public void goBack(Job job, String stage, Predicate<JsonNode> undone) {
        List<String> order = kind(job).stages();
        order.subList(order.indexOf(stage) + 1, order.size()).forEach(later -> shares.deleteStage(job.id, later));
        job.stage = stage;
        shares.ofStage(job.id, stage).stream()
                .filter(share -> undone.test(share.work))
                .forEach(share -> {
                    share.state = ShareState.CANCELLED;
                    share.workDone = 0;
                    share.workGiven = 0;
                });
    }

    private void reopen(Share share) {
        share.state = ShareState.WAITING;
        share.failure = null;
        share.deaths = 0;
        alarms.set(share);
    }

    /// Gives back what a cancelled or failed job kept for a retry and takes it off the list.
    ///
    /// @return false when it is not in such a state
    /// @throws dev.kennel.web.ProblemException when there is no such job
    @Transactional
    public boolean discard(long jobId) {
        Job job = jobs.requireLocked(jobId);
        if (!job.state.retriable()) {
            return false;
        }
        release(job);
        job.state = JobState.DISCARDED;
        return true;
    }

    /// Ends a share that is done. With the last of its stage the stage is completed.
    @Transactional(TxType.MANDATORY)
    void complete(Job job, Share share) {
        share.state = ShareState.DONE;
        share.workDone = share.workTotal;
        share.finishedAt = clock.instant();
        shares.flush();
        if (job.state.active() && shares.stageDone(job.id, share.stage)) {
            stage(share.stage).completed(job, this);
        }
        settle(job);
    }

    /// Ends a share that cannot be done, and with it the job: its other shares are ended first.
    @Transactional(TxType.MANDATORY)
    void fail(Job job, Share share, String reason) {
        share.state = ShareState.FAILED;
        share.failure = reason;
        share.finishedAt = clock.instant();
        if (job.state.active()) {
            job.failure = reason;
            job.state = JobState.CANCELLING;
            dropWaiting(job);
        }
        shares.flush();
        settle(job);
    }

    /// A job that is being ended is over once none of its shares runs.
    @Transactional(TxType.MANDATORY)
    void settle(Job job) {
        if (job.state == JobState.CANCELLING && !shares.anyRunning(job.id)) {
            end(job, job.failure == null ? JobState.CANCELLED : JobState.FAILED);
        }
    }

    Stage stage(String name) {
        return stages.stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No stage is named " + name));
    }

    JobKind kind(Job job) {
        return kinds.stream()
                .filter(kind -> kind.name().equals(job.kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No kind of job is named " + job.kind));
    }

    private void release(Job job) {
        kind(job).release(job);
        try {
            store.release(Holder.job(job.id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void dropWaiting(Job job) {
        for (Share share : shares.ofJob(job.id)) {
            if (share.state == ShareState.WAITING) {
                share.state = ShareState.CANCELLED;
                alarms.clear(share);
            }
        }
    }

    private void end(Job job, JobState state) {
        job.state = state;
        job.finishedAt = clock.instant();
    }
}
