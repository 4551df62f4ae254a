package dev.kennel.yaml;

import java.nio.charset.StandardCharsets;

import dev.kennel.blob.Sha256;

/// What a definition says, as bytes that no other gives: each value with its length before it, in a fixed order. What
/// is added for a kind of definition must never change, because digests of it are kept for good; a new field is added
/// only where it is set.
public final class CanonicalText {

    private final StringBuilder text = new StringBuilder();

    /// @param kind of definition, with the version of its form: `recipe 1`
    public CanonicalText(String kind) {
        text.append(kind).append('\n');
    }

    public CanonicalText add(String field, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        text.append(field).append(' ').append(bytes).append(':').append(value).append('\n');
        return this;
    }

    /// SHA-256 in hexadecimal digits.
    public String digest() {
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }
}
