package dev.kennel.quantize;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.Recipe;

/// Makes the header of a quant and finds out the digest of the whole file, which is never written: header, then the
/// blobs in order, each padded with zeros to a multiple of 32 bytes.
///
/// Every blob's digest is checked on the way; each is reported as a [BlobChecked].
///
/// @param shards of the source, in order
/// @param imatrix as in the plan
/// @param tensors in the plan's order
/// @param stagingDirectory where the header is written; must exist
public record AssembleTask(
        List<Path> shards, Optional<ImatrixRef> imatrix, Recipe recipe, List<TensorBlob> tensors, Path stagingDirectory)
        implements QuantizeTask<AssembledQuant> {

    public AssembleTask {
        shards = List.copyOf(shards);
        tensors = List.copyOf(tensors);
    }

    @Override
    public Class<AssembledQuant> resultType() {
        return AssembledQuant.class;
    }

    /// An encoded tensor in the blob store.
    ///
    /// @param name the tensor's
    public record TensorBlob(String name, GgmlType type, Path path, String sha256, long bytes) {}
}
