package dev.kennel.quantize;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.kennel.gguf.GgmlType;

/// Encodes source tensors into all the types that are wanted of each, in one pass over the source.
///
/// Each finished unit is reported as a [UnitStaged] when the source tensor's digest has been found right, and each slab
/// of rows as a [SlabEncoded].
///
/// @param shards of the source, in order
/// @param imatrix needed when a unit is weighted
/// @param stagingDirectory where units are written, a file each; must exist
/// @param threads that widen and encode; reading has one more, and hashing and writing have as many again, which are
///     seldom busy
/// @param slabBytes memory of a slab of rows: source, floats and all encodings together. At most three slabs are held,
///     or three rows where one row is larger than that
/// @param device what the job asked to encode on: [Device#AUTO], [Device#CPU], or a name of [EncodingDevice]. The bytes
///     do not depend on it
public record EncodeTask(
        List<Path> shards,
        List<TensorWork> tensors,
        Optional<ImatrixRef> imatrix,
        Path stagingDirectory,
        int threads,
        long slabBytes,
        String device)
        implements QuantizeTask<EncodeReport> {

    public EncodeTask {
        shards = List.copyOf(shards);
        tensors = List.copyOf(tensors);
    }

    @Override
    public Class<EncodeReport> resultType() {
        return EncodeReport.class;
    }

    /// The types that take an encoder: all but those of copied tensors.
    public Set<GgmlType> typesToEncode() {
        Set<GgmlType> types = EnumSet.noneOf(GgmlType.class);
        for (TensorWork tensor : tensors) {
            tensor.units().stream()
                    .map(UnitWork::type)
                    .filter(type -> type != tensor.type())
                    .forEach(types::add);
        }
        return types;
    }

    /// A source tensor and what to make of it.
    ///
    /// @param shard index into the task's shards
    /// @param offset of its first byte in the shard's file
    /// @param bytes its length there
    /// @param sha256 of these bytes, as it was when the model was imported
    /// @param shape lengths, the row length first
    public record TensorWork(
            String name,
            int shard,
            long offset,
            long bytes,
            String sha256,
            GgmlType type,
            List<Long> shape,
            List<UnitWork> units) {

        public TensorWork {
            shape = List.copyOf(shape);
            units = List.copyOf(units);
        }

        /// The same source with other units.
        public TensorWork with(List<UnitWork> units) {
            return new TensorWork(name, shard, offset, bytes, sha256, type, shape, units);
        }
    }

    /// One encoding of a source tensor. The source's own type means a copy.
    ///
    /// @param weighted whether the tensor's importance weights are used
    public record UnitWork(UnitKey key, GgmlType type, boolean weighted) {}
}
