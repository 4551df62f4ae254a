package dev.kennel.catalog;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/// `{owner}/{name}`: a place with files and immutable revisions. A model has one; so has each publisher whose quants
/// were imported.
@Entity
public class Repository {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String owner;
    public String name;
    public Instant createdAt;

    /// `owner/name`.
    public String path() {
        return owner + "/" + name;
    }
}
