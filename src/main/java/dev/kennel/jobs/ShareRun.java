package dev.kennel.jobs;

import java.io.IOException;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennel.worker.Task;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// An attempt at a share, as its stage sees it.
public interface ShareRun {

    long jobId();

    /// Which attempt at which share it is; no other has the same.
    AttemptId id();

    JsonNode work();

    /// Whether the job fails when a worker dies once more.
    boolean isLastAttempt();

    /// A line for the job's log.
    void log(String line);

    /// How much there is to do, as [Work] said.
    long amount();

    /// How much of the amount was done when this attempt began, or is had without work.
    void given(long done);

    /// How much of the amount is done by now, what was given included.
    void progress(long done);

    /// @throws CancellationException when the job was cancelled or the server stops
    void checkCancelled();

    /// Runs a change of the database in a transaction that commits only while this attempt is the current one.
    void commit(Runnable change);

    /// Completes the share together with a last change of the database: both happen or neither does. Nothing may come
    /// after it.
    void complete(Runnable change);

    /// Runs a task in this share's worker, which is started at the first call and ends with the share.
    ///
    /// @param step hears the task's steps
    <R> R runTask(Task<R> task, Consumer<Object> step) throws TaskFailure, WorkerDied, IOException;
}
