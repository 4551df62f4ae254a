package dev.kennel.worker;

/// What a running task tells its server while it runs. Calls may come from any thread.
public interface Reporter {

    /// A step that the server can act on at once; a record that Jackson can write.
    void progress(Object step);

    /// A line for the job's log.
    void log(String line);
}
