package dev.kennel.jobs;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

import com.fasterxml.jackson.databind.JsonNode;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A part of a job's stage that one node does at a time. Its completion counts only with the current attempt.
@Entity
class Share {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    Long jobId;
    String stage;
    int ordinal;

    Lane lane;

    @JdbcTypeCode(SqlTypes.JSON)
    JsonNode work;

    @Enumerated(EnumType.STRING)
    ShareState state;

    /// Grows with each attempt and is never set back: it tells a late one from the current one.
    int attempt;

    /// Attempts that ended because the worker died, since a person last started the job.
    int deaths;

    String node;
    long workTotal;
    long workDone;

    /// What of `workDone` took this share no time.
    long workGiven;

    String failure;
    Instant startedAt;
    Instant finishedAt;
}
