package dev.kennel.jobs;

enum ShareState {
    WAITING,
    RUNNING,
    CANCELLED,
    FAILED,
    DONE
}
