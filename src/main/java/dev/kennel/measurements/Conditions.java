package dev.kennel.measurements;

/// What figures must have in common to be compared: those of a table all share theirs.
public interface Conditions {

    /// What stands for them in addresses.
    String key();
}
