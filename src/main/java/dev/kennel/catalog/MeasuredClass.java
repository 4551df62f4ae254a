package dev.kennel.catalog;

import java.util.Arrays;
import java.util.Locale;

/// What of a model's quants was measured, of some at least.
enum MeasuredClass {
    BOTH("closeness and speed"),
    CLOSENESS("closeness only"),
    SPEED("speed only"),
    NOTHING("nothing yet");

    private final String words;

    MeasuredClass(String words) {
        this.words = words;
    }

    /// The class's value in addresses: `both`.
    private String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String words(String value) {
        return Arrays.stream(values())
                .filter(measured -> measured.value().equals(value))
                .findFirst()
                .map(measured -> measured.words)
                .orElse(value);
    }

    /// The value of a model's class as an expression of HQL.
    static String expression(String model) {
        String closeness = exists(model, "QUALITY");
        String speed = exists(model, "SPEED");
        return "case when %s and %s then '%s' when %s then '%s' when %s then '%s' else '%s' end"
                .formatted(
                        closeness,
                        speed,
                        BOTH.value(),
                        closeness,
                        CLOSENESS.value(),
                        speed,
                        SPEED.value(),
                        NOTHING.value());
    }

    private static String exists(String model, String kind) {
        return "exists (select 1 from Quant q join q.artifact a join Measurement f on f.fileSha256 = a.sha256"
                + " where q.model = " + model + " and f.kind = " + kind + " and f.failure is null)";
    }
}
