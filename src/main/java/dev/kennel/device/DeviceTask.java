package dev.kennel.device;

import dev.kennel.worker.Task;

/// What a worker can be asked about devices.
public sealed interface DeviceTask<R> extends Task<R> permits DevicesTask, AnswerTask {}
