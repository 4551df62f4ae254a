package dev.kennel.steering;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

import com.fasterxml.jackson.databind.JsonNode;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import dev.kennel.steer.ActivationFormat;

/// What came out of a file's blocks while it read something.
@Entity
@Immutable
public class Activation {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    /// Of the model that the file belongs to, `owner/name`, as it was called then.
    public String modelName;

    /// What the file was called, as [dev.kennel.catalog.QuantRef] writes it.
    public String fileName;

    public String fileSha256;

    /// The stored text that was read; null for a prompt.
    public String textName;

    /// The prompt that was read; null for a text.
    public String prompt;

    @Enumerated(EnumType.STRING)
    public ActivationFormat format;

    /// A [dev.kennel.steer.ActivationsReport].
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode report;

    /// Where the vectors are.
    public String blobSha256;

    public long bytes;

    /// The digest of its environment.
    public String environment;

    public Long jobId;
    public Instant capturedAt;
}
