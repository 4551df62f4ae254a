package dev.kennel.measurements;

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

/// What was found of a file once, in one environment. Never changed: another run is another measurement.
@Entity
@Immutable
public class Measurement {

    public enum Kind {
        /// Perplexity and divergence from a reference on a text; the result is a [dev.kennel.measure.Quality].
        QUALITY,
        /// Rates and memory; the result is a [dev.kennel.measure.Speed].
        SPEED,
        /// Whether a runtime loads it; the result is a [dev.kennel.measure.Trial], of the runtime that the settings
        /// name.
        PORTABILITY
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    /// Of the file that was measured.
    public String fileSha256;

    @Enumerated(EnumType.STRING)
    public Kind kind;

    /// The digest of its [Environment].
    public String environment;

    /// What the figures depend on beside file and environment; its form belongs to the kind.
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode settings;

    /// The text it was measured on; null where there is none.
    public String textSha256;

    public String textName;

    /// The file whose predictions it was compared with; null where there is none.
    public String referenceSha256;

    public String referenceName;

    /// Its form belongs to the kind; null when it failed.
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode result;

    /// Why there is no result.
    public String failure;

    /// The blob of one value a token, for comparing files token by token.
    public String seriesSha256;

    public Long jobId;
    public Instant measuredAt;
}
