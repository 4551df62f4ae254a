package dev.kennel.definitions;

import java.time.Instant;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/// A version of a definition. It never changes: what was made with it keeps it.
@MappedSuperclass
public abstract class DefinitionVersion {

    /// Of all that it says.
    @Id
    public String digest;

    public String name;
    public String yaml;

    /// Whether it came with Kennel.
    public boolean shipped;

    /// Whether it is the one that its name stands for now.
    public boolean current;

    public Instant createdAt;
}
