package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.kernels.SourceRows;

/// A device's encoder of one type, watched: the first rows, of those with importance weights and of those without, from
/// each type of source, are compared with ggml's. When the device fails or errs it is set aside, and the next encoder
/// makes these rows and all that come.
final class WatchedEncoder implements TensorEncoder {

    private final DeviceEncoder device;
    private final GgmlEncoder reference;
    private final Supplier<TensorEncoder> findNext;
    private final Consumer<String> log;
    private final Set<Kind> checked = new HashSet<>();
    private Optional<TensorEncoder> next = Optional.empty();

    /// What has to be right for itself.
    ///
    /// @param narrow the source's type, where the device widens it
    private record Kind(boolean weighted, Optional<GgmlType> narrow) {

        static Kind of(FloatRows rows) {
            return new Kind(rows.importance().isPresent(), rows.narrow().map(SourceRows::type));
        }
    }

    /// @param reference prepared for the device's type
    /// @param findNext asked once, if at all
    WatchedEncoder(
            DeviceEncoder device, GgmlEncoder reference, Supplier<TensorEncoder> findNext, Consumer<String> log) {
        this.device = device;
        this.reference = reference;
        this.findNext = findNext;
        this.log = log;
    }

    /// Of what encoded last.
    @Override
    public synchronized String name() {
        return next.orElse(device).name();
    }

    @Override
    public boolean supports(GgmlType type) {
        return current().supports(type);
    }

    @Override
    public int chunkWeights() {
        return current().chunkWeights();
    }

    @Override
    public Optional<DeviceEncoder> carrier() {
        return device.isSetAside() ? Optional.empty() : Optional.of(device);
    }

    @Override
    public boolean takes(GgmlType source) {
        return device.takes(source);
    }

    @Override
    public void prepare(GgmlType type) {
        current().prepare(type);
    }

    @Override
    public void encode(GgmlType type, FloatRows rows, ByteBuffer target) {
        encodeBy(type, rows, target);
    }

    @Override
    public String encodeBy(GgmlType type, FloatRows rows, ByteBuffer target) {
        return !device.isSetAside() && encodedByDevice(type, rows, target)
                ? device.name()
                : next().encodeBy(type, rows, target);
    }

    private TensorEncoder current() {
        return device.isSetAside() ? next() : device;
    }

    private synchronized TensorEncoder next() {
        if (next.isEmpty()) {
            next = Optional.of(findNext.get());
        }
        return next.get();
    }

    private boolean encodedByDevice(GgmlType type, FloatRows rows, ByteBuffer target) {
        try {
            if (isChecked(rows)) {
                device.encode(type, rows, target.duplicate());
                return true;
            }
            return encodedAndChecked(type, rows, target);
        } catch (EncoderFailure e) {
            device.setAside(e.getMessage(), log);
            return false;
        }
    }

    private boolean isChecked(FloatRows rows) {
        synchronized (checked) {
            return checked.contains(Kind.of(rows));
        }
    }

    /// One at a time: nobody uses the device for other rows before the first have been found right.
    private boolean encodedAndChecked(GgmlType type, FloatRows rows, ByteBuffer target) {
        synchronized (checked) {
            if (device.isSetAside()) {
                return false;
            }
            device.encode(type, rows, target.duplicate());
            return isChecked(rows) || agrees(type, rows, target);
        }
    }

    /// Where ggml's own rows are not finite nothing is told of the device, and ggml's stand: such a tensor is refused
    /// whoever encodes it.
    private boolean agrees(GgmlType type, FloatRows rows, ByteBuffer made) {
        ByteBuffer expected = ByteBuffer.allocateDirect(made.remaining());
        reference.encode(type, rows, expected);
        if (expected.equals(made)) {
            checked.add(Kind.of(rows));
        } else if (reference.isValid(type, expected)) {
            device.setAside("its first rows of " + type.ggmlName() + " are not those of llama.cpp.", log);
            return false;
        } else {
            made.duplicate().put(expected.duplicate());
        }
        return true;
    }
}
