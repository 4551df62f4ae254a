package dev.kennel.device.run;

import java.util.Map;

import dev.kennel.device.AnswerTask;
import dev.kennel.device.DevicesTask;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskRunner;
import dev.kennel.worker.run.OnLlama;

/// What runs the tasks about devices, for the worker's main class.
public final class DeviceRunners {

    private DeviceRunners() {}

    public static Map<Class<? extends Task<?>>, TaskRunner<?, ?>> all() {
        return Map.of(
                DevicesTask.class, new OnLlama<>(DevicesRunner::new),
                AnswerTask.class, new OnLlama<>(AnswerRunner::new));
    }
}
