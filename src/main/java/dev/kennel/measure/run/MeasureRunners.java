package dev.kennel.measure.run;

import java.util.Map;

import dev.kennel.measure.BaseLogitsTask;
import dev.kennel.measure.CheckLogitsTask;
import dev.kennel.measure.CountTokensTask;
import dev.kennel.measure.DecodeTask;
import dev.kennel.measure.ImatrixTask;
import dev.kennel.measure.QualityTask;
import dev.kennel.measure.ScoringCostTask;
import dev.kennel.measure.SpeedTask;
import dev.kennel.measure.TryTask;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskRunner;
import dev.kennel.worker.run.OnLlama;

/// What runs the tasks of measuring, for the worker's main class.
public final class MeasureRunners {

    private MeasureRunners() {}

    public static Map<Class<? extends Task<?>>, TaskRunner<?, ?>> all() {
        var kept = new KeptModel();
        return Map.of(
                CheckLogitsTask.class, new OnLlama<>(CheckLogitsRunner::new),
                CountTokensTask.class, new OnLlama<>(CountTokensRunner::new),
                BaseLogitsTask.class, new OnLlama<>(llama -> new BaseLogitsRunner(llama, kept)),
                QualityTask.class, new OnLlama<>(llama -> new QualityRunner(llama, kept)),
                SpeedTask.class, new OnLlama<>(llama -> new SpeedRunner(llama, kept)),
                ImatrixTask.class, new OnLlama<>(ImatrixRunner::new),
                DecodeTask.class, new OnLlama<>(DecodeRunner::new),
                ScoringCostTask.class, new ScoringCostRunner(),
                TryTask.class, new TryRunner());
    }
}
