package dev.kennel.catalog;

import java.util.Optional;

/// How large a model is, in steps that people shop by.
enum SizeClass {
    TINY("under 1 B", 1_000_000_000L),
    SMALL("1 to 5 B", 5_000_000_000L),
    MEDIUM("5 to 15 B", 15_000_000_000L),
    LARGE("15 to 50 B", 50_000_000_000L),
    HUGE("50 B and more", Long.MAX_VALUE);

    private final String words;
    private final long below;

    SizeClass(String words, long below) {
        this.words = words;
        this.below = below;
    }

    String words() {
        return words;
    }

    /// The class's value in addresses: `tiny`.
    String value() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<SizeClass> ofValue(String value) {
        for (SizeClass size : values()) {
            if (size.value().equals(value)) {
                return Optional.of(size);
            }
        }
        return Optional.empty();
    }

    /// The value of a model's class as an expression of HQL.
    static String expression(String parameters) {
        var cases = new StringBuilder("case");
        for (SizeClass size : values()) {
            if (size.below < Long.MAX_VALUE) {
                cases.append(" when %s < %d then '%s'".formatted(parameters, size.below, size.value()));
            }
        }
        return cases.append(" else '%s' end".formatted(HUGE.value())).toString();
    }
}
