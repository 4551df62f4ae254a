package dev.kennel.steer.run;

import java.util.HashMap;
import java.util.Map;

import dev.kennel.steer.ActivationsTask;
import dev.kennel.steer.ExtractTask;
import dev.kennel.steer.ProbeTask;
import dev.kennel.steer.ResponseTask;
import dev.kennel.steer.SteeringCostTask;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskRunner;
import dev.kennel.worker.run.OnLlama;

/// What runs the tasks of steering, for the worker's main class.
public final class SteerRunners {

    private SteerRunners() {}

    public static Map<Class<? extends Task<?>>, TaskRunner<?, ?>> all() {
        Map<Class<? extends Task<?>>, TaskRunner<?, ?>> runners = new HashMap<>(Map.of(
                ActivationsTask.class, new OnLlama<>(ActivationsRunner::new),
                ExtractTask.class, new OnLlama<>(ExtractRunner::new),
                ProbeTask.class, new OnLlama<>(ProbeRunner::new),
                ResponseTask.class, new OnLlama<>(ResponseRunner::new),
                SteeringCostTask.class, new OnLlama<>(SteeringCostRunner::new)));
        runners.putAll(new MixRunners().all());
        return runners;
    }
}
