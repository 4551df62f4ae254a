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

/// Something a person asked for that takes a while: an import, a sweep.
@Entity
public class Job {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    /// Which [JobKind] it is.
    public String kind;

    /// What it does, as a heading: "Quantizing 36 recipes of qwen/Qwen3.5".
    public String title;

    /// The path of the page it is about, where there is one.
    public String subject;

    /// What was asked for.
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode request;

    @Enumerated(EnumType.STRING)
    public JobState state;

    /// The name of the [Stage] it is in.
    public String stage;

    /// Why it failed.
    public String failure;

    public Instant createdAt;
    public Instant startedAt;
    public Instant finishedAt;
}
