package dev.kennel.catalog;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import com.fasterxml.jackson.databind.JsonNode;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import dev.kennel.gguf.GgufHeader;

/// A full-precision model that quants are derived from.
@Entity
public class Model {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne
    public Repository repository;

    public Instant createdAt;

    /// `general.architecture`: `qwen35moe`.
    public String architecture;

    /// For the facet: `Qwen3.5`.
    public String family;

    public String licence;
    public long parameters;

    /// Weights that take part in one token; fewer than all in a mixture of experts.
    public long activeParameters;

    public Long contextLength;

    /// Bytes of all source files.
    public long sourceBytes;

    /// SHA-256 of the source; of a split one, of its shards' digests in order.
    public String sourceSha256;

    /// Where it came from: typed, or read from its keys.
    public String origin;

    /// A sentence by people.
    public String temperament;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> tags;

    /// What the GGUF says, as written by the import.
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode facts;

    /// To how many bytes its tensors are aligned.
    int alignment() {
        return facts.path("alignment").asInt(GgufHeader.DEFAULT_ALIGNMENT);
    }

    /// "Qwen3.5, qwen35moe"; one word where both are the same.
    public String kind() {
        return family.equalsIgnoreCase(architecture) ? family : family + ", " + architecture;
    }
}
