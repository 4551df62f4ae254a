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

/// A tensor of a model's source.
@Entity
@Table(name = "model_tensor")
public class ModelTensor {

    /// @param ordinal position among all tensors of the source, from 0
    @Embeddable
    public record Key(long modelId, int ordinal) {}

    @EmbeddedId
    public Key key;

    public String name;

    @Enumerated(EnumType.STRING)
    public GgmlType type;

    /// In ggml's order: the row length first.
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<Long> shape;

    public int shard;

    /// From the start of the shard's file.
    public long fileOffset;

    public long bytes;
    public String sha256;

    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
