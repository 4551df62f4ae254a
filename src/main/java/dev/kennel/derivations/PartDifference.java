package dev.kennel.derivations;

import com.fasterxml.jackson.annotation.JsonInclude;

/// A part of a quant that is not what came out when it was derived again. All digests are SHA-256.
///
/// @param part the tensor's name, or [#HEADER]
/// @param recorded what the catalog says of it; null when it knows no such part
/// @param stored what the store has now; null when it has nothing
/// @param made what came out; null when nothing did
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartDifference(String part, String recorded, String stored, String made) {

    public static final String HEADER = "header";

    /// What is the matter, in a few words.
    public String words() {
        if (made == null) {
            return "does not come out of the source at all";
        }
        if (!made.equals(recorded)) {
            return "comes out with other bytes than recorded";
        }
        return stored == null ? "is missing from the store" : "is damaged in the store";
    }
}
