package dev.kennel.catalog;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/// The bytes of a quant: a header and tensor blobs in order or, made elsewhere, one file.
@Entity
public class Artifact {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Long modelId;

    /// The file's SHA-256, its identity.
    public String sha256;

    public long bytes;

    /// The blob of the header, padded to where the tensors begin; null when made elsewhere.
    public String headerSha256;

    /// Where a file made elsewhere lies on the server, when imported by reference.
    public String path;

    /// The blob of a file made elsewhere, when uploaded.
    public String fileSha256;

    /// Equal for files that differ in their header only: a digest of the names and contents of all tensors.
    public String weightsDigest;

    public double bitsPerWeight;
    public Instant createdAt;
}
