package dev.kennel.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What refers to a blob.
///
/// @param some of it, what can be made or brought again first
/// @param count of all
/// @param madeHere whether Kennel makes the blob when it makes one of them again
record Referrers(List<Referrer> some, int count, boolean madeHere) {

    /// @param what it is, for people
    /// @param remedy what brings its bytes back, "make the quant Q4_K_M of kennel/Pup again"; empty where nothing
    ///     does
    record Referrer(String what, Optional<String> remedy) {}

    /// For people, with how many were left out.
    List<String> lines() {
        var lines = new ArrayList<>(some.stream().map(Referrer::what).toList());
        if (count > some.size()) {
            lines.add("and " + (count - some.size()) + " more");
        }
        return lines;
    }

    /// What brings the bytes back: one remedy is enough for all that share the blob.
    Optional<String> remedy() {
        return some.stream().flatMap(referrer -> referrer.remedy().stream()).findFirst();
    }
}
