package dev.kennel.sweeps;

import java.util.List;

import dev.kennel.catalog.ModelTensor;
import dev.kennel.quantize.EncodeTask.TensorWork;

/// The tensors of a source as a worker reads them.
public final class SourceTensors {

    private SourceTensors() {}

    /// Without units.
    public static TensorWork of(ModelTensor tensor) {
        return new TensorWork(
                tensor.name,
                tensor.shard,
                tensor.fileOffset,
                tensor.bytes,
                tensor.sha256,
                tensor.type,
                tensor.shape,
                List.of());
    }
}
