package dev.kennel.measurements;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import com.fasterxml.jackson.databind.JsonNode;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// An [Environment] by the digest of what it says.
@Entity
@Table(name = "environment")
class EnvironmentRow {

    @Id
    String digest;

    @JdbcTypeCode(SqlTypes.JSON)
    JsonNode facts;

    Instant firstSeen;
}
