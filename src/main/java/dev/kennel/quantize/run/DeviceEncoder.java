package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.kennel.gguf.GgmlType;

/// An encoder on a device of its own, for as long as that can be trusted. One that failed or gave wrong bytes is set
/// aside for all types, until the process ends.
final class DeviceEncoder implements TensorEncoder {

    private final TensorEncoder encoder;
    private final String device;
    private final AtomicBoolean setAside = new AtomicBoolean();

    /// @param device for people: what it is
    DeviceEncoder(TensorEncoder encoder, String device) {
        this.encoder = encoder;
        this.device = device;
    }

    /// What it is.
    String device() {
        return device;
    }

    boolean isSetAside() {
        return setAside.get();
    }

    /// @param why follows a colon
    /// @param log hears of it, the first time
    void setAside(String why, Consumer<String> log) {
        if (setAside.compareAndSet(false, true)) {
            log.accept("%s is set aside, and other encoders go on: %s".formatted(device, why));
        }
    }

    @Override
    public String name() {
        return encoder.name();
    }

    @Override
    public boolean supports(GgmlType type) {
        return !isSetAside() && encoder.supports(type);
    }

    @Override
    public int chunkWeights() {
        return encoder.chunkWeights();
    }

    @Override
    public void prepare(GgmlType type) {
        encoder.prepare(type);
    }

    @Override
    public boolean takes(GgmlType source) {
        return !isSetAside() && encoder.takes(source);
    }

    @Override
    public void carry(FloatRows rows, Consumer<FloatRows> work) {
        encoder.carry(rows, work);
    }

    @Override
    public void encode(GgmlType type, FloatRows rows, ByteBuffer target) {
        encoder.encode(type, rows, target);
    }
}
