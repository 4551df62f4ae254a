package dev.kennel.quantize.run;

import dev.kennel.quantize.EncodingDevicesFound;
import dev.kennel.quantize.EncodingDevicesTask;
import dev.kennel.quantize.opencl.OpenClDevice;
import dev.kennel.quantize.opencl.OpenClDevices;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskRunner;

/// Lists the devices that OpenCL knows.
final class EncodingDevicesRunner implements TaskRunner<EncodingDevicesTask, EncodingDevicesFound> {

    @Override
    public EncodingDevicesFound run(EncodingDevicesTask task, Reporter reporter) {
        OpenClDevices found = OpenClEncoders.devices();
        return new EncodingDevicesFound(
                found.all().stream().map(OpenClDevice::description).toList(), found.problem());
    }
}
