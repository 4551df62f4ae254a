package dev.kennel.quantize;

import dev.kennel.worker.Task;

/// What a worker can be asked to do about deriving quants.
public sealed interface QuantizeTask<R> extends Task<R>
        permits PlanTask,
                EncodeTask,
                AssembleTask,
                CompareTask,
                ReferenceTask,
                EncodersTask,
                EncodingDevicesTask,
                EncodingTrialTask {}
