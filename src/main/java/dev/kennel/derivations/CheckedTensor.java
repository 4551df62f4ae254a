package dev.kennel.derivations;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodingDifference;

/// What was found of one tensor of a quant made elsewhere. Never changed.
@Entity
@Table(name = "checked_tensor")
public class CheckedTensor {

    /// @param ordinal position in the file, from 0
    @Embeddable
    public record Key(long jobId, int ordinal) {}

    @EmbeddedId
    public Key key;

    public String name;

    @Enumerated(EnumType.STRING)
    public GgmlType type;

    @Enumerated(EnumType.STRING)
    public TensorVerdict verdict;

    /// Why it could not be checked; null when it was.
    public String why;

    /// Of a tensor that differs: what it is closest to, and how far from it.
    @Enumerated(EnumType.STRING)
    public TensorVerdict closest;

    @JdbcTypeCode(SqlTypes.JSON)
    public EncodingDifference difference;

    /// Which encoder made what it was compared with, as [dev.kennel.quantize.UnitStaged] names it. Null when nothing
    /// was made, or not recorded.
    public String encoder;

    /// Digest of the environment it was encoded in; null when nothing was.
    public String environment;

    /// What was found, in a few words.
    public String words() {
        return switch (verdict) {
            case COPIED, PLAIN, WEIGHTED -> verdict.words();
            case UNCHECKED -> why;
            case DIFFERENT ->
                "%,d of %,d blocks not as in the tensor %s"
                        .formatted(difference.differingBlocks(), difference.blocks(), closest.assumption());
        };
    }
}
