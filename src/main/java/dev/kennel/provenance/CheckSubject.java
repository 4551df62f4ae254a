package dev.kennel.provenance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Artifact;
import dev.kennel.catalog.ArtifactTensor;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.quantize.CompareTask.Location;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.sweeps.Source;

/// A quant whose derivation is checked, with its base.
///
/// @param source the base's files, with the importance matrix that is tried
/// @param base the base's tensors by name, without units
/// @param imatrix what is tried, opened
/// @param tensors of the quant, in file order
record CheckSubject(
        Artifact artifact,
        Source source,
        Map<String, TensorWork> base,
        Optional<ImatrixFile> imatrix,
        List<ArtifactTensor> tensors) {

    /// Where a tensor of the quant lies: in its file or, where the same file was made here too, in its blob.
    Location locationOf(ArtifactTensor tensor, BlobFiles blobs) {
        if (tensor.blobSha256 != null) {
            return new Location(blobs.path(new Sha256(tensor.blobSha256)), 0);
        }
        Path file = artifact.path != null ? Path.of(artifact.path) : blobs.path(new Sha256(artifact.fileSha256));
        return new Location(file, tensor.fileOffset);
    }
}
