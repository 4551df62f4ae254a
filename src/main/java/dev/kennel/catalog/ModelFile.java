package dev.kennel.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// A shard of a model's source, by reference or in the store.
@Entity
@Table(name = "model_file")
public class ModelFile {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Long modelId;

    /// 0-based.
    public int shard;

    public String filename;

    /// Where it lies on the server, when it was imported by reference.
    public String path;

    /// Its blob, when it was uploaded.
    public String blobSha256;

    public String sha256;
    public long bytes;
}
