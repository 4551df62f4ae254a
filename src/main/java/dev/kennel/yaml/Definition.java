package dev.kennel.yaml;

/// What a file of definitions says, read.
public interface Definition {

    String name();

    /// SHA-256 in hexadecimal digits of all that it says: equal if and only if two say the same, however their files
    /// are laid out. It names a version.
    String digest();
}
