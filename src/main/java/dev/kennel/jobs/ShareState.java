package dev.kennel.jobs;

enum ShareState {
    WAITING,
    RUNNING,
    CANCELLED,
    FAILED,
    DONE;

    /// Whether there is something left to do, as far as the job goes on.
    boolean open() {
        return this == WAITING || this == RUNNING;
    }
}
