package dev.kennel.jobs;

import java.util.List;
import java.util.Locale;

/// Where a job is in its life. It leaves `CANCELLING` when its last worker has ended, for `CANCELLED` when a person
/// wanted that and for `FAILED` when one of its shares failed.
public enum JobState {
    QUEUED,
    RUNNING,
    CANCELLING,
    CANCELLED,
    FAILED,
    DONE,
    DISCARDED;

    static final List<JobState> ACTIVE = List.of(QUEUED, RUNNING);

    /// Whether shares of the job may still run.
    public boolean active() {
        return ACTIVE.contains(this);
    }

    /// Whether a retry may start it again.
    public boolean retriable() {
        return this == CANCELLED || this == FAILED;
    }

    /// Whether nothing of the job runs any more.
    public boolean over() {
        return !active() && this != CANCELLING;
    }

    /// The word for it on pages and in the API.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
