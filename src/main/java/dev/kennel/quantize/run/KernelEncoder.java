package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.quantize.kernels.KernelRows;
import dev.kennel.quantize.kernels.SourceRows;

/// Kernels on a device.
final class KernelEncoder implements TensorEncoder {

    private final String name;
    private final KernelRows rows;

    /// @param name of what runs the kernels
    KernelEncoder(String name, KernelRows rows) {
        this.name = name;
        this.rows = rows;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean supports(GgmlType type) {
        return rows.supports(type);
    }

    @Override
    public int chunkWeights() {
        return KernelRows.MOST_WEIGHTS;
    }

    @Override
    public void prepare(GgmlType type) {
        try {
            rows.prepare(type);
        } catch (KernelException e) {
            throw new EncoderFailure(e.getMessage(), e);
        }
    }

    @Override
    public boolean takes(GgmlType source) {
        return source == GgmlType.F32 || SourceRows.areWidened(source);
    }

    @Override
    public void carry(FloatRows source, Consumer<FloatRows> work) {
        rows.carry(sourceRows(source), source.rowLength(), carried -> work.accept(source.onDevice(carried::encode)));
    }

    @Override
    public void encode(GgmlType type, FloatRows source, ByteBuffer target) {
        try {
            if (source.carried().isPresent()) {
                source.carried().get().encode(type, source.importance(), target);
            } else {
                rows.encode(type, sourceRows(source), source.rowLength(), source.importance(), target);
            }
        } catch (KernelException e) {
            throw new EncoderFailure(e.getMessage(), e);
        }
    }

    private static SourceRows sourceRows(FloatRows source) {
        return source.narrow().orElseGet(() -> SourceRows.of(source.values()));
    }
}
