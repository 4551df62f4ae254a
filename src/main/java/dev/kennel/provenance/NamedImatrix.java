package dev.kennel.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Artifact;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.gguf.GgufReader;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.gguf.ModelFacts.UsedImatrix;

/// Finds the importance matrix that a file says it was made with among those beside its base: the one of the same name,
/// or one whose text, entries and chunks are what the file says.
@ApplicationScoped
class NamedImatrix {

    private final Models models;
    private final BlobFiles blobs;

    NamedImatrix(Models models, BlobFiles blobs) {
        this.models = models;
        this.blobs = blobs;
    }

    /// Empty when the file names none, or it is not there.
    Optional<Companion> of(Quant quant) throws IOException {
        List<Companion> matrices = models.companions(quant.model).stream()
                .filter(companion -> companion.kind == Companion.Kind.IMATRIX)
                .toList();
        Optional<Companion> sameName = matrices.stream()
                .filter(matrix -> quant.imatrixName != null && matrix.filename.equals(lastPart(quant.imatrixName)))
                .findFirst();
        return sameName.isPresent() ? sameName : sameContent(quant.artifact, matrices);
    }

    /// Publishers give a path of their machine.
    private static String lastPart(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private Optional<Companion> sameContent(Artifact artifact, List<Companion> matrices) throws IOException {
        Path file = artifact.path != null
                ? Path.of(artifact.path)
                : blobs.path(new Sha256(artifact.fileSha256 != null ? artifact.fileSha256 : artifact.headerSha256));
        Optional<UsedImatrix> used = ModelFacts.imatrix(GgufReader.readHeaderOnly(file));
        if (used.isPresent()) {
            for (Companion matrix : matrices) {
                if (fits(used.get(), ImatrixFile.read(blobs.path(new Sha256(matrix.blobSha256))))) {
                    return Optional.of(matrix);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fits(UsedImatrix used, ImatrixFile matrix) {
        return used.dataset().filter(matrix.datasets()::contains).isPresent()
                && used.entries().orElse(-1) == matrix.tensors().size()
                && used.chunks().orElse(-1) == matrix.chunkCount();
    }
}
