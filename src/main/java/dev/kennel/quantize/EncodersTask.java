package dev.kennel.quantize;

/// Asks a worker which encoders it would use.
public record EncodersTask() implements QuantizeTask<EncodersFound> {

    @Override
    public Class<EncodersFound> resultType() {
        return EncodersFound.class;
    }
}
