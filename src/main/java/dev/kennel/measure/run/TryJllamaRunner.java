package dev.kennel.measure.run;

import dev.kennel.measure.RuntimeStarted;
import dev.kennel.measure.Trial;
import dev.kennel.measure.TrialSettings;
import dev.kennel.measure.TryTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Tries jllama. Its llama.cpp says on standard error why it refuses a model, the last of it when the process ends.
final class TryJllamaRunner implements TaskRunner<TryTask, Trial> {

    private static final double NANOS = 1e9;

    @Override
    public Trial run(TryTask task, Reporter reporter) throws TaskFailure {
        TrialSettings settings = task.settings();
        Jllama.prepare(task.directory());
        reporter.progress(new RuntimeStarted(Jllama.BUILD));
        long started = System.nanoTime();
        try (var jllama = new Jllama(task.shards().getFirst(), settings.contextLength(), settings.threads())) {
            double loadSeconds = (System.nanoTime() - started) / NANOS;
            started = System.nanoTime();
            String text = jllama.continueGreedily(settings.prompt(), settings.tokens());
            double writeSeconds = (System.nanoTime() - started) / NANOS;
            return Trial.ran(text, loadSeconds, writeSeconds, Jllama.BUILD);
        } catch (Jllama.Refusal e) {
            return Trial.refused(e.getMessage(), Jllama.BUILD);
        }
    }
}
