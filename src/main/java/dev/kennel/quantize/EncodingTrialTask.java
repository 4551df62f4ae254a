package dev.kennel.quantize;

/// Lets a device give the known answers of the encoding version, for every type that it has kernels for.
///
/// @param device its place in [EncodingDevicesFound#devices]
public record EncodingTrialTask(int device) implements QuantizeTask<EncodingTrial> {

    @Override
    public Class<EncodingTrial> resultType() {
        return EncodingTrial.class;
    }
}
