package dev.kennel.quantize.run;

import java.util.Map;

import dev.kennel.quantize.AssembleTask;
import dev.kennel.quantize.CompareTask;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodersTask;
import dev.kennel.quantize.EncodingDevicesTask;
import dev.kennel.quantize.EncodingTrialTask;
import dev.kennel.quantize.PlanTask;
import dev.kennel.quantize.ReferenceTask;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskRunner;
import dev.kennel.worker.run.OnLlama;

/// What runs the tasks of quantizing, for the worker's main class. llama.cpp is loaded when the first task comes
/// that needs it.
public final class QuantizeRunners {

    private QuantizeRunners() {}

    public static Map<Class<? extends Task<?>>, TaskRunner<?, ?>> all() {
        return Map.of(
                PlanTask.class, new OnLlama<>(PlanRunner::new),
                EncodeTask.class, new OnLlama<>(EncodeRunner::new),
                AssembleTask.class, new OnLlama<>(AssembleRunner::new),
                CompareTask.class, new OnLlama<>(CompareRunner::new),
                ReferenceTask.class, new OnLlama<>(ReferenceRunner::new),
                EncodersTask.class, new OnLlama<>(EncodersRunner::new),
                EncodingDevicesTask.class, new EncodingDevicesRunner(),
                EncodingTrialTask.class, new OnLlama<>(EncodingTrialRunner::new));
    }
}
