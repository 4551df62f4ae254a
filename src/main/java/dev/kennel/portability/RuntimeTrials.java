package dev.kennel.portability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.WorkerFactory;
import dev.kennel.measure.ModelRuntime;
import dev.kennel.measure.Trial;
import dev.kennel.measure.TryTask;
import dev.kennel.measuring.Subject;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerProcess;

/// Tries a file in a runtime, in a worker of its own. That the runtime refuses the file, takes the worker down or hangs
/// is what was to be found out.
@ApplicationScoped
class RuntimeTrials {

    private final TrialEntry entry;
    private final WorkerFactory workers;
    private final PortabilityConfig config;

    RuntimeTrials(TrialEntry entry, WorkerFactory workers, PortabilityConfig config) {
        this.entry = entry;
        this.workers = workers;
        this.config = config;
    }

    /// @param shards of the file, in order
    /// @param directory where the runtime may put files of its own
    /// @throws java.util.concurrent.CancellationException when the job was cancelled or the server stops
    void run(ShareRun share, Subject subject, ModelRuntime runtime, List<Path> shards, Path directory)
            throws IOException {
        share.checkCancelled();
        try (WorkerProcess worker = workers.start(config.patience())) {
            share.log(runtime.title() + ": worker started, process " + worker.pid());
            var task = new TryTask(shards, TrialEntry.settings(runtime), directory);
            entry.add(share, subject, runtime, outcome(share, worker, task));
        } catch (TaskFailure e) {
            entry.addFailure(share, subject, runtime, e.getMessage());
        }
    }

    private static Trial outcome(ShareRun share, WorkerProcess worker, TryTask task) throws TaskFailure {
        var listener = new TrialListener(share);
        try {
            Trial trial = worker.run(task, listener);
            return trial.runs() ? trial : refused(trial, worker, task);
        } catch (WorkerDied e) {
            // one that the end of the server took down says nothing of the file
            share.checkCancelled();
            String said = RuntimeWords.of(worker.finish(), task.directory());
            return Trial.crashed(RuntimeWords.bounded(e.getMessage() + "\n" + said), listener.runtime());
        }
    }

    /// With what the runtime wrote on standard error, which says more than its exception.
    private static Trial refused(Trial trial, WorkerProcess worker, TryTask task) {
        String written = RuntimeWords.of(worker.finish(), task.directory());
        String said = RuntimeWords.of(trial.error().lines().toList(), task.directory());
        return Trial.refused(RuntimeWords.bounded((written + "\n" + said).strip()), trial.llama());
    }
}
