package dev.kennel.worker;

/// Hears, on the thread that runs the task, what its worker says meanwhile.
public interface WorkerListener {

    /// A step, as the record that the worker reported.
    void progress(Object step);

    void log(String line);

    /// Asked a few times a second and after each event.
    ///
    /// @return true to end the worker
    boolean cancelled();

    /// For a task whose result is all that matters.
    static WorkerListener deaf() {
        return new WorkerListener() {

            @Override
            public void progress(Object step) {}

            @Override
            public void log(String line) {}

            @Override
            public boolean cancelled() {
                return Thread.currentThread().isInterrupted();
            }
        };
    }
}
