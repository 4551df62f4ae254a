package dev.kennel.quantize;

import java.nio.file.Path;
import java.util.List;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodeTask.TensorWork;

/// Says how far two encodings of a source tensor, of the same type, are from each other and from the source. Each slab
/// of rows is reported as a [SlabCompared].
///
/// @param shards of the source, in order
/// @param source its units do not matter
/// @param type of both encodings
/// @param given the encoding that is judged
/// @param made the one it is compared with
/// @param slabBytes memory: as many rows at a time as fit with their floats, or one
public record CompareTask(
        List<Path> shards, TensorWork source, GgmlType type, Location given, Location made, long slabBytes)
        implements QuantizeTask<EncodingDifference> {

    public CompareTask {
        shards = List.copyOf(shards);
    }

    /// Where an encoding lies.
    ///
    /// @param offset of its first byte in the file
    public record Location(Path file, long offset) {}

    @Override
    public Class<EncodingDifference> resultType() {
        return EncodingDifference.class;
    }
}
