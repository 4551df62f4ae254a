package dev.kennel.catalog;

import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;

/// Where a model's source lies on this node.
@ApplicationScoped
public class ModelPaths {

    private final Models models;
    private final BlobFiles blobs;

    ModelPaths(Models models, BlobFiles blobs) {
        this.models = models;
        this.blobs = blobs;
    }

    /// The files of the source in order: the imported ones, or blobs.
    public List<Path> shards(Model model) {
        return models.files(model).stream().map(this::path).toList();
    }

    private Path path(ModelFile file) {
        return file.path != null ? Path.of(file.path) : blobs.path(new Sha256(file.blobSha256));
    }
}
