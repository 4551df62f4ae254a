package dev.kennel.worker;

/// A task that cannot be done: the message says what is wrong, with the value, and what to do. Trying again with the
/// same input gives the same answer.
public final class TaskFailure extends Exception {

    public TaskFailure(String message) {
        super(message);
    }

    public TaskFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
