package dev.kennel.steer;

import dev.kennel.worker.Task;

/// What a worker can be asked to do about steering.
public sealed interface SteerTask<R> extends Task<R>
        permits ActivationsTask,
                ExtractTask,
                MixBeginTask,
                MixEndTask,
                MixLoadTask,
                MixStepTask,
                ProbeTask,
                ResponseTask,
                SteeringCostTask {}
