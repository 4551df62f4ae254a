package dev.kennel.quantize;

/// Asks a worker which devices OpenCL knows.
public record EncodingDevicesTask() implements QuantizeTask<EncodingDevicesFound> {

    @Override
    public Class<EncodingDevicesFound> resultType() {
        return EncodingDevicesFound.class;
    }
}
