package dev.kennel.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;

/// The bytes behind the files of a repository.
@ApplicationScoped
public class RepositoryContent {

    /// Tensors begin at multiples of it in every file that Kennel makes.
    private static final int ALIGNMENT = 32;

    private final Quants quants;
    private final EntityManager entities;
    private final BlobFiles blobs;

    RepositoryContent(Quants quants, EntityManager entities, BlobFiles blobs) {
        this.quants = quants;
        this.entities = entities;
        this.blobs = blobs;
    }

    /// @throws IllegalStateException when the bytes are gone
    public VirtualFile of(RepositoryFile file) {
        if (file.artifactId != null) {
            return of(entities.find(Artifact.class, file.artifactId));
        }
        if (file.companionId != null) {
            Companion companion = entities.find(Companion.class, file.companionId);
            return VirtualFile.ofBlob(blobs, new Sha256(companion.blobSha256), companion.bytes);
        }
        throw new IllegalStateException("The bytes of " + file.path + " were deleted");
    }

    /// Whether a file is laid out of tensors: one made elsewhere becomes so when the same bytes are made here.
    public boolean isAssembled(RepositoryFile file) {
        return file.artifactId != null && entities.find(Artifact.class, file.artifactId).headerSha256 != null;
    }

    /// Whether a file that lies outside of the store is still the one that was imported, as far as its length and time
    /// say.
    public boolean isAsImported(RepositoryFile file) {
        return file.artifactId == null || isAsImported(entities.find(Artifact.class, file.artifactId));
    }

    /// Likewise.
    public boolean isAsImported(Artifact artifact) {
        if (artifact.path == null) {
            return true;
        }
        try {
            var now = Files.readAttributes(Path.of(artifact.path), BasicFileAttributes.class);
            return now.size() == artifact.bytes
                    && !now.lastModifiedTime().toInstant().isAfter(artifact.createdAt);
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether the store lost some of the file's blobs.
    public boolean isIncomplete(RepositoryFile file) {
        if (file.artifactId != null) {
            return !quants.incomplete(List.of(file.artifactId)).isEmpty();
        }
        return (boolean) entities.createNativeQuery("""
                        select exists (select from companion c join blob b on b.sha256 = c.blob_sha256
                            where c.id = :companion and b.state = 'LOST')
                        """, Boolean.class)
                .setParameter("companion", file.companionId)
                .getSingleResult();
    }

    /// What is to be done when the file's bytes are lost.
    public String remedy(RepositoryFile file) {
        if (!isAssembled(file)) {
            return "Upload " + file.path + " again.";
        }
        return quants.find("artifact.id = ?1 and recipeDigest is not null", file.artifactId)
                .firstResultOptional()
                .map(quant -> "Make the quant " + quant.name + " of " + quant.model.repository.path() + " again: "
                        + QuantRow.remakeOf(quant))
                .orElse("Only older revisions have this file, and it cannot be made again.");
    }

    /// The file of a quant, which is never written out when it was made here.
    public VirtualFile of(Artifact artifact) {
        var sha256 = new Sha256(artifact.sha256);
        if (artifact.path != null) {
            return VirtualFile.builder()
                    .file(Path.of(artifact.path), 0, artifact.bytes)
                    .build(sha256);
        }
        if (artifact.fileSha256 != null) {
            return VirtualFile.ofBlob(blobs, sha256, artifact.bytes);
        }
        return assembled(artifact, sha256);
    }

    private VirtualFile assembled(Artifact artifact, Sha256 sha256) {
        List<ArtifactTensor> tensors = quants.tensors(artifact);
        long headerBytes = tensors.isEmpty() ? artifact.bytes : tensors.getFirst().fileOffset;
        var file = VirtualFile.builder().blob(blobs, new Sha256(artifact.headerSha256), headerBytes);
        for (ArtifactTensor tensor : tensors) {
            file.blob(blobs, new Sha256(tensor.blobSha256), tensor.bytes);
            file.zeros(padding(tensor.bytes));
        }
        return file.build(sha256);
    }

    private static int padding(long bytes) {
        return (int) (-bytes & (ALIGNMENT - 1));
    }
}
