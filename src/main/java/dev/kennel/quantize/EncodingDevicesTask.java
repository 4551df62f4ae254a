package dev.kennel.quantize;

/// Asks a worker which devices OpenCL and CUDA know.
public record EncodingDevicesTask() implements QuantizeTask<EncodingDevicesFound> {

    @Override
    public Class<EncodingDevicesFound> resultType() {
        return EncodingDevicesFound.class;
    }
}
