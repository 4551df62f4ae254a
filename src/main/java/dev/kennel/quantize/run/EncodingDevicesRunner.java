package dev.kennel.quantize.run;

import dev.kennel.quantize.EncodingDevicesFound;
import dev.kennel.quantize.EncodingDevicesTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskRunner;

/// Lists the devices that OpenCL and CUDA know.
final class EncodingDevicesRunner implements TaskRunner<EncodingDevicesTask, EncodingDevicesFound> {

    @Override
    public EncodingDevicesFound run(EncodingDevicesTask task, Reporter reporter) {
        DeviceEncoders all = DeviceEncoders.all();
        return new EncodingDevicesFound(
                all.devices().stream().map(DeviceEncoders.Found::description).toList(), all.problem());
    }
}
