package dev.kennel.jobs;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.kennel.web.Format;

/// What a stage counts its work in.
public enum WorkUnit {
    BYTES,
    TOKENS,
    CHUNKS,
    CONVERSATIONS,
    ANSWERS;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// So much of it, for people.
    String amount(long work) {
        return switch (this) {
            case BYTES -> Format.size(work);
            case TOKENS -> Format.counted(work, "token");
            case CHUNKS -> Format.counted(work, "chunk");
            case CONVERSATIONS -> Format.counted(work, "conversation");
            case ANSWERS -> Format.counted(work, "pair") + " of answers";
        };
    }
}
