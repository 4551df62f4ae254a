package dev.kennel.responses;

import java.time.Instant;

import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

import com.fasterxml.jackson.databind.JsonNode;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// What was found once of a file and a feature, in one environment. Never changed: another run is another response.
@Entity
@Immutable
public class Response {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    /// Of the file that was asked.
    public String fileSha256;

    /// What it was called then, as a model's page names it.
    public String fileName;

    /// Of the model that it is compared with; the same for that itself.
    public String baseSha256;

    /// What it was called then: `owner/name`.
    public String baseName;

    public String featureName;

    /// The version of the feature.
    public String featureSha256;

    /// What the feature's ends are called.
    public String positivePole;

    public String negativePole;

    /// The control vector that was driven; null where none was.
    public String vectorSha256;

    public String vectorName;

    /// The digest of its environment.
    public String environment;

    /// A [dev.kennel.steer.ResponseSettings].
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode settings;

    /// An [Answers]; null when it failed. Large, and read where it is asked for only.
    @Basic(fetch = FetchType.LAZY)
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode answers;

    /// A [dev.kennel.steer.FeatureFigures]; null when it failed.
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode figures;

    /// Why there is nothing.
    public String failure;

    public Long jobId;
    public Instant measuredAt;
}
