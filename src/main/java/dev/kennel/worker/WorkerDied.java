package dev.kennel.worker;

/// The worker's process ended, or had to be ended, before its task did. Another attempt may succeed.
public final class WorkerDied extends Exception {

    public WorkerDied(String message) {
        super(message);
    }
}
