package dev.kennel.measuring;

import java.util.Optional;

/// How imported logits are named where a reference is chosen: `logits:NAME`, beside the names of quants.
final class LogitsRef {

    private static final String PREFIX = "logits:";

    private LogitsRef() {}

    static String of(String name) {
        return PREFIX + name;
    }

    /// The name of the logits; empty when the reference is a file.
    static Optional<String> name(String reference) {
        return reference.startsWith(PREFIX) ? Optional.of(reference.substring(PREFIX.length())) : Optional.empty();
    }
}
