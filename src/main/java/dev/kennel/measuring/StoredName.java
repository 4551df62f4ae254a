package dev.kennel.measuring;

import java.util.Optional;
import java.util.regex.Pattern;

/// What texts and imported logits may be called.
final class StoredName {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}");

    private StoredName() {}

    /// What is wrong with a name, and how to mend it; empty when it can be taken.
    static Optional<String> fault(String name) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "'%s' must begin with a letter or digit, then have only letters, digits, '.', '_' and '-', 96 at most."
                                .formatted(name));
    }
}
