package dev.kennel.jobs;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// A stage that does what a test says.
@ApplicationScoped
class TrialStage implements Stage {

    static final String NAME = "trial.try";

    interface Deed {
        void run(ShareRun share) throws TaskFailure, WorkerDied, Exception;
    }

    private final AtomicInteger runs = new AtomicInteger();
    private volatile Deed deed = _ -> {};
    private volatile Lane lane = Lane.DISK;

    void does(Deed deed) {
        does(Lane.DISK, deed);
    }

    void does(Lane lane, Deed deed) {
        this.deed = deed;
        this.lane = lane;
        runs.set(0);
    }

    /// How often it was run since it was told what to do.
    int runs() {
        return runs.get();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Try";
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, Exception {
        runs.incrementAndGet();
        deed.run(share);
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }
}
