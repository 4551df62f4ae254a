package dev.kennel.sweeps;

import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodeTask.TensorWork;

/// Sets tasks of encoding as this node is configured: with its threads and its memory for slabs.
@ApplicationScoped
public class EncodeTasks {

    private final SweepConfig config;

    EncodeTasks(SweepConfig config) {
        this.config = config;
    }

    /// @param source whose importance matrix is used by the units that are weighted
    /// @param staging where units are written
    /// @param device [Device#AUTO], [Device#CPU], or the name of an encoding device
    public EncodeTask of(Source source, List<TensorWork> tensors, Path staging, String device) {
        return new EncodeTask(
                source.shards(),
                tensors,
                source.imatrixRef(),
                staging,
                config.threadsInUse(),
                config.slab().asLongValue(),
                device);
    }

    /// How much memory a worker may take for slabs.
    public long slabBytes() {
        return config.slab().asLongValue();
    }
}
