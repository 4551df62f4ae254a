package dev.kennel.catalog;

import java.util.List;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import dev.kennel.gguf.GgmlType;

/// A tensor of a quant's file.
@Entity
@Table(name = "artifact_tensor")
public class ArtifactTensor {

    /// @param ordinal position in the file, from 0
    @Embeddable
    public record Key(long artifactId, int ordinal) {}

    @EmbeddedId
    public Key key;

    public String name;

    @Enumerated(EnumType.STRING)
    public GgmlType type;

    /// In ggml's order: the row length first.
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<Long> shape;

    /// From the start of the file.
    public long fileOffset;

    public long bytes;

    /// Null in a file made elsewhere.
    public String blobSha256;

    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
