package dev.kennel.jobs;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Runs one attempt at a share: takes it, lets its stage do it, records how it ended.
@ApplicationScoped
class ShareExecutor {

    private static final Logger LOG = Logger.getLogger(ShareExecutor.class);

    /// Whether the scheduler should come back to the share.
    enum Outcome {
        OVER,
        AGAIN
    }

    private final Jobs jobs;
    private final Shares shares;
    private final JobFlow flow;
    private final JobLog log;
    private final WorkerFactory workers;
    private final JobsConfig config;
    private final Clock clock;
    private volatile boolean stopping;

    ShareExecutor(
            Jobs jobs, Shares shares, JobFlow flow, JobLog log, WorkerFactory workers, JobsConfig config, Clock clock) {
        this.jobs = jobs;
        this.shares = shares;
        this.flow = flow;
        this.log = log;
        this.workers = workers;
        this.config = config;
        this.clock = clock;
    }

    /// Ends all attempts; their shares are taken up again after the next start.
    void stop() {
        stopping = true;
    }

    Outcome run(long shareId) {
        if (stopping) {
            return Outcome.AGAIN;
        }
        Optional<Attempt.Claim> claim = QuarkusTransaction.requiringNew().call(() -> take(shareId));
        if (claim.isEmpty()) {
            return outcome(shareId);
        }
        named(claim.get(), () -> attempt(claim.get()));
        return outcome(shareId);
    }

    private void attempt(Attempt.Claim claim) {
        try (var attempt = new Attempt(claim, jobs, shares, flow, log, workers, () -> stopping)) {
            perform(attempt);
        }
    }

    /// What is logged meanwhile says which job it is about: by fields for machines, by the thread's name for people.
    private static void named(Attempt.Claim claim, Runnable work) {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName("job %d, share %d".formatted(claim.jobId(), claim.id().share()));
        MDC.put("jobId", claim.jobId());
        MDC.put("shareId", claim.id().share());
        try {
            work.run();
        } finally {
            MDC.remove("jobId");
            MDC.remove("shareId");
            thread.setName(name);
        }
    }

    private Optional<Attempt.Claim> take(long shareId) {
        Share share = shares.findById(shareId);
        if (share == null) {
            return Optional.empty();
        }
        Job job = jobs.locked(share.jobId);
        shares.getEntityManager().refresh(share);
        if (!share.state.open()) {
            return Optional.empty();
        }
        if (!job.state.active()) {
            abandon(job, share);
            return Optional.empty();
        }
        share.state = ShareState.RUNNING;
        share.attempt++;
        share.node = config.node();
        share.startedAt = clock.instant();
        share.finishedAt = null;
        job.state = JobState.RUNNING;
        if (job.startedAt == null) {
            job.startedAt = share.startedAt;
        }
        var id = new AttemptId(share.id, share.attempt);
        return Optional.of(new Attempt.Claim(
                job.id,
                id,
                share.deaths,
                share.deaths + 1 >= config.attempts(),
                share.stage,
                share.lane,
                share.work,
                share.workTotal,
                share.workDone));
    }

    /// Ends a share whose job does not go on.
    private void abandon(Job job, Share share) {
        share.state = ShareState.CANCELLED;
        shares.flush();
        flow.settle(job);
    }

    private void perform(Attempt attempt) {
        try {
            flow.stage(attempt.stage()).run(attempt);
            if (!attempt.completed()) {
                attempt.complete(() -> {});
            }
        } catch (StaleAttempt e) {
            LOG.info(e.getMessage());
        } catch (CancellationException e) {
            stopped(attempt);
        } catch (TaskFailure e) {
            fail(attempt, e.getMessage());
        } catch (WorkerDied e) {
            broke(attempt, e.getMessage() + attempt.advice() + attempt.lastWords(), e);
        } catch (Exception | Error e) {
            broke(attempt, "The server could not go on: " + e, e);
        }
    }

    /// After a cancelled job the share is over; when it is the server that stops, it stays as it is and is taken up
    /// again after the next start.
    private void stopped(Attempt attempt) {
        inAttempt(attempt, (job, share) -> {
            if (!job.state.active()) {
                abandon(job, share);
            }
        });
    }

    private void fail(Attempt attempt, String reason) {
        log.say(attempt.jobId(), "failed: " + reason);
        inAttempt(attempt, (job, share) -> flow.fail(job, share, reason));
    }

    /// What breaks while the server stops, breaks because it stops.
    private void broke(Attempt attempt, String reason, Throwable cause) {
        if (stopping) {
            LOG.debug("Cut short by the end of the server", cause);
            return;
        }
        if (!(cause instanceof WorkerDied)) {
            LOG.error("Share " + attempt.id().share() + " broke", cause);
        }
        tryAgain(attempt, reason);
    }

    private void tryAgain(Attempt attempt, String reason) {
        int deaths = attempt.deathsBefore() + 1;
        if (attempt.isLastAttempt()) {
            fail(attempt, "Tried " + deaths + " times. " + reason);
            return;
        }
        log.say(attempt.jobId(), "attempt " + deaths + " of " + config.attempts() + ": " + reason);
        inAttempt(attempt, (job, share) -> {
            share.deaths = deaths;
            if (job.state.active()) {
                share.state = ShareState.WAITING;
            } else {
                abandon(job, share);
            }
        });
    }

    private void inAttempt(Attempt attempt, BiConsumer<Job, Share> change) {
        try {
            attempt.commit(change);
        } catch (StaleAttempt e) {
            LOG.info(e.getMessage());
        }
    }

    private Outcome outcome(long shareId) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Share share = shares.findById(shareId);
            return share != null && share.state.open() ? Outcome.AGAIN : Outcome.OVER;
        });
    }
}
