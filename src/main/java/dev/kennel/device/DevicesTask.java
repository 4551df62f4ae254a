package dev.kennel.device;

/// Asks ggml what there is to compute on.
public record DevicesTask() implements DeviceTask<DevicesFound> {

    @Override
    public Class<DevicesFound> resultType() {
        return DevicesFound.class;
    }
}
