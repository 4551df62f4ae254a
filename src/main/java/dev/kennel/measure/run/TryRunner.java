package dev.kennel.measure.run;

import dev.kennel.measure.Trial;
import dev.kennel.measure.TryTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskRunner;
import dev.kennel.worker.run.OnLlama;

/// Tries the runtime that is asked for; the other one is not loaded.
final class TryRunner implements TaskRunner<TryTask, Trial> {

    @Override
    public Trial run(TryTask task, Reporter reporter) throws Exception {
        return switch (task.settings().runtime()) {
            case LLAMA_CPP -> new OnLlama<>(TryLlamaRunner::new).run(task, reporter);
            case JLLAMA -> new TryJllamaRunner().run(task, reporter);
        };
    }
}
