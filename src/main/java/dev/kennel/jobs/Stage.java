package dev.kennel.jobs;

import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// A step of a kind of job. Stages are CDI beans, found by their name.
public interface Stage {

    /// Unique, `sweep.encode` say.
    String name();

    /// The stage as a heading for people, `Encode`.
    String title();

    /// What to know of it, in a few words under its title.
    default String note() {
        return "";
    }

    /// What the amounts of its work are counted in.
    default WorkUnit unit() {
        return WorkUnit.BYTES;
    }

    /// Its part of the time that a job takes, in comparison with the other stages of its kind.
    default double weight() {
        return 1;
    }

    Lane lane();

    /// The lane of one job's shares, for stages that compute on the device that a job asks for.
    default Lane lane(Job job) {
        return lane();
    }

    /// Does a share. Called again from the start after a crash, so what was done must be found done.
    ///
    /// @throws TaskFailure when it cannot be done; the job fails with the message
    /// @throws WorkerDied when another attempt may succeed
    void run(ShareRun share) throws TaskFailure, WorkerDied, Exception;

    /// Called when the last share of the stage is done, in the transaction that says so: opens the next stage or
    /// finishes the job.
    void completed(Job job, JobFlow flow);
}
