package dev.kennel.device.run;

import dev.kennel.device.DevicesFound;
import dev.kennel.device.DevicesTask;
import dev.kennel.llama.Llama;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskRunner;

/// Lists devices.
final class DevicesRunner implements TaskRunner<DevicesTask, DevicesFound> {

    private final Llama llama;

    DevicesRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public DevicesFound run(DevicesTask task, Reporter reporter) {
        return new DevicesFound(llama.version(), llama.cpuVariant(), LlamaDevices.all(llama));
    }
}
