package dev.kennel.jobs;

/// Says whether what a job is about is there: not before an import is done, and no more once it was deleted.
public interface JobSubjects {

    /// @param subject as in [Job#subject]
    boolean isThere(String subject);
}
