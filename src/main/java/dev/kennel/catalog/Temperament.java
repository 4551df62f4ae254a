package dev.kennel.catalog;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/// What somebody said of a model's manner. Never changed: the next one follows it.
@Entity
public class Temperament {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    Long modelId;

    /// Empty when it was taken back.
    public String words;

    public Instant writtenAt;
}
