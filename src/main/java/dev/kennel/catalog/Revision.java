package dev.kennel.catalog;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/// An immutable state of a repository.
@Entity
public class Revision {

    /// 40 hexadecimal digits, as clients expect of a commit.
    @Id
    public String id;

    public Long repositoryId;

    /// From 1, in order of time.
    public int ordinal;

    public String message;
    public Instant createdAt;
}
