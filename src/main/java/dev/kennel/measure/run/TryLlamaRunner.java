package dev.kennel.measure.run;

import java.util.ArrayList;
import java.util.List;

import dev.kennel.device.Device;
import dev.kennel.device.LlamaBuild;
import dev.kennel.device.run.Builds;
import dev.kennel.llama.Context;
import dev.kennel.llama.Llama;
import dev.kennel.llama.LlamaException;
import dev.kennel.llama.LogLine;
import dev.kennel.llama.Model;
import dev.kennel.measure.RuntimeStarted;
import dev.kennel.measure.Trial;
import dev.kennel.measure.TrialSettings;
import dev.kennel.measure.TryTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskRunner;

/// Tries llama.cpp.
final class TryLlamaRunner implements TaskRunner<TryTask, Trial> {

    private static final double NANOS = 1e9;

    private final Llama llama;
    private final List<String> errors = new ArrayList<>();

    TryLlamaRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public Trial run(TryTask task, Reporter reporter) {
        LlamaBuild build = Builds.of(llama, Device.CPU);
        reporter.progress(new RuntimeStarted(build));
        llama.logTo(this::remember);
        long started = System.nanoTime();
        try (Model model = llama.loadModel(task.shards())) {
            return written(model, task.settings(), (System.nanoTime() - started) / NANOS, build);
        } catch (LlamaException e) {
            errors.add(e.getMessage());
            return Trial.refused(String.join("\n", errors), build);
        }
    }

    private void remember(LogLine line) {
        if (line.level() == LogLine.Level.ERROR && !line.text().isBlank()) {
            errors.add(line.text());
        }
    }

    private static Trial written(Model model, TrialSettings settings, double loadSeconds, LlamaBuild build) {
        int[] prompt = model.vocabulary().tokenize(settings.prompt(), true, false);
        try (Context context = model.newContext(settings.contextLength(), settings.threads())) {
            long started = System.nanoTime();
            List<Integer> answer = context.continueGreedily(prompt, settings.tokens());
            double writeSeconds = (System.nanoTime() - started) / NANOS;
            return Trial.ran(model.vocabulary().text(answer), loadSeconds, writeSeconds, build);
        }
    }
}
