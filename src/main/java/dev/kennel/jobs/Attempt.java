package dev.kennel.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.device.Device;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// One attempt at a share on this node, with the worker it may have started.
final class Attempt implements ShareRun, AutoCloseable {

    private static final long LOOK_EVERY_NANOS = 500_000_000L;

    /// What was taken: the numbers stand for the attempt, whatever happens to the rows meanwhile.
    ///
    /// @param done how much of the amount earlier attempts have shown as done
    record Claim(
            long jobId,
            AttemptId id,
            int deaths,
            boolean last,
            String stage,
            Lane lane,
            JsonNode work,
            long amount,
            long done) {}

    private final Claim claim;
    private final Jobs jobs;
    private final Shares shares;
    private final JobFlow flow;
    private final JobLog log;
    private final WorkerFactory workers;
    private final BooleanSupplier stopping;
    private Optional<WorkerProcess> worker = Optional.empty();
    private long lookedAt = System.nanoTime();
    private boolean stopped;
    private boolean completed;
    private long given;
    private long done;
    private long doneWritten;

    /// @param stopping whether the server is
    Attempt(
            Claim claim,
            Jobs jobs,
            Shares shares,
            JobFlow flow,
            JobLog log,
            WorkerFactory workers,
            BooleanSupplier stopping) {
        this.claim = claim;
        this.jobs = jobs;
        this.shares = shares;
        this.flow = flow;
        this.log = log;
        this.workers = workers;
        this.stopping = stopping;
    }

    /// How often a worker had died at this share before.
    int deathsBefore() {
        return claim.deaths();
    }

    boolean completed() {
        return completed;
    }

    String stage() {
        return claim.stage();
    }

    /// What a person can do about a worker that ended: a device may lack what a model needs.
    String advice() {
        return claim.lane().isDevice()
                ? " It computed on " + claim.lane().name() + ", which may lack what this model needs: submit the job"
                        + " again with the device '" + Device.CPU + "'."
                : "";
    }

    /// The last lines of the worker, for the message that says how it ended.
    String lastWords() {
        List<String> lines = worker.map(WorkerProcess::lastLines).orElse(List.of());
        return lines.isEmpty() ? "" : " Its last lines:\n" + String.join("\n", lines);
    }

    @Override
    public long jobId() {
        return claim.jobId();
    }

    @Override
    public AttemptId id() {
        return claim.id();
    }

    @Override
    public boolean isLastAttempt() {
        return claim.last();
    }

    @Override
    public JsonNode work() {
        return claim.work();
    }

    @Override
    public void log(String line) {
        log.say(claim.jobId(), line);
    }

    @Override
    public long amount() {
        return claim.amount();
    }

    @Override
    public void given(long done) {
        this.given = shown(done);
        progress(done);
    }

    @Override
    public void progress(long done) {
        this.done = shown(done);
        look();
    }

    /// What was done and is lost with a worker or the server is done again; nobody sees the job go backwards.
    private long shown(long done) {
        return Math.max(done, claim.done());
    }

    @Override
    public void checkCancelled() {
        look();
        if (stopped) {
            throw new CancellationException("The job was cancelled.");
        }
    }

    @Override
    public void commit(Runnable change) {
        commit((_, _) -> change.run());
    }

    @Override
    public void complete(Runnable change) {
        commit((job, share) -> {
            change.run();
            share.workGiven = given;
            flow.complete(job, share);
        });
        completed = true;
    }

    void commit(BiConsumer<Job, Share> change) {
        QuarkusTransaction.requiringNew().run(() -> {
            Job job = jobs.locked(claim.jobId());
            Share share = shares.locked(id().share());
            if (share.attempt != id().attempt() || share.state != ShareState.RUNNING) {
                throw new StaleAttempt(id());
            }
            change.accept(job, share);
        });
    }

    @Override
    public <R> R runTask(Task<R> task, Consumer<Object> step) throws TaskFailure, WorkerDied, IOException {
        if (worker.isEmpty()) {
            WorkerProcess started = workers.start();
            worker = Optional.of(started);
            log("worker started, process " + started.pid());
        }
        return worker.get().run(task, new Listener(step));
    }

    @Override
    public void close() {
        worker.ifPresent(WorkerProcess::close);
    }

    /// Looks at the job from time to time: whether it goes on, and to write down how far this share is.
    private void look() {
        if (stopping.getAsBoolean()) {
            stopped = true;
            return;
        }
        long now = System.nanoTime();
        if (now - lookedAt < LOOK_EVERY_NANOS) {
            return;
        }
        lookedAt = now;
        QuarkusTransaction.requiringNew().run(() -> {
            stopped |= !shares.goesOn(id());
            if (done != doneWritten) {
                shares.update(
                        "workDone = ?1, workGiven = ?2 where id = ?3 and attempt = ?4",
                        done,
                        given,
                        id().share(),
                        id().attempt());
                doneWritten = done;
            }
        });
    }

    private final class Listener implements WorkerListener {

        private final Consumer<Object> step;

        Listener(Consumer<Object> step) {
            this.step = step;
        }

        @Override
        public void progress(Object step) {
            this.step.accept(step);
        }

        @Override
        public void log(String line) {
            Attempt.this.log(line);
        }

        @Override
        public boolean cancelled() {
            look();
            return stopped;
        }
    }
}
