package dev.kennel.jobs;

/// What a share occupies while it runs. A lane runs so many shares at a time on a node as its device bears, so that a
/// device is leased by construction.
public enum Lane {
    /// Reading and hashing files, in the server's own process.
    DISK("share-disk", 2),
    /// A worker that keeps all cores of the node busy.
    CPU("share-cpu", 1);

    private final String task;
    private final int threads;

    Lane(String task, int threads) {
        this.task = task;
        this.threads = threads;
    }

    /// The name of the lane's task in the scheduler's table.
    String task() {
        return task;
    }

    /// Shares at a time on one node.
    int threads() {
        return threads;
    }
}
