package dev.kennel.portability;

import java.util.Optional;

import dev.kennel.device.LlamaBuild;
import dev.kennel.jobs.ShareRun;
import dev.kennel.measure.RuntimeStarted;
import dev.kennel.worker.WorkerListener;

/// Hears which runtime a worker has started. What it logs is read when it has ended.
final class TrialListener implements WorkerListener {

    private final ShareRun share;
    private LlamaBuild runtime = LlamaBuild.unknown(Optional.empty());

    TrialListener(ShareRun share) {
        this.share = share;
    }

    /// Unknown when it did not come so far.
    LlamaBuild runtime() {
        return runtime;
    }

    @Override
    public void progress(Object step) {
        runtime = ((RuntimeStarted) step).llama();
    }

    @Override
    public void log(String line) {}

    /// @throws java.util.concurrent.CancellationException when the job was cancelled or the server stops
    @Override
    public boolean cancelled() {
        share.checkCancelled();
        return false;
    }
}
