package dev.kennel.worker;

/// Runs one kind of task inside the worker's process.
public interface TaskRunner<T extends Task<R>, R> {

    /// @throws TaskFailure when the task cannot be done for a reason a person can act on
    R run(T task, Reporter reporter) throws Exception;
}
