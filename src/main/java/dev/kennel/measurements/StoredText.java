package dev.kennel.measurements;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.kennel.measure.EvaluationText;

/// A text that models are evaluated on or importance matrices are computed from, kept in the store.
@Entity
@Table(name = "evaluation_text")
public class StoredText {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String name;

    @Enumerated(EnumType.STRING)
    public EvaluationText.Kind kind;

    /// Of its bytes, and the name of its blob.
    public String sha256;

    public long bytes;

    /// An SPDX expression, or what its source says.
    public String licence;

    /// Where it comes from.
    public String origin;

    /// Whether it came with Kennel.
    public boolean shipped;

    public Instant createdAt;
}
