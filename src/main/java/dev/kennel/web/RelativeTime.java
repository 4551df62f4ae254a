package dev.kennel.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// A point in time as people say it, seen from another.
final class RelativeTime {

    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private enum Unit {
        SECOND(1),
        MINUTE(60),
        HOUR(3_600),
        DAY(86_400),
        MONTH(2_629_800),
        YEAR(31_557_600);

        private final long seconds;

        Unit(long seconds) {
            this.seconds = seconds;
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private RelativeTime() {}

    /// "3 minutes ago", "in 2 days", "just now".
    static String words(Instant time, Instant now) {
        long seconds = Duration.between(time, now).toSeconds();
        long distance = Math.abs(seconds);
        if (distance < 5) {
            return "just now";
        }
        Unit unit = unitOf(distance);
        String words = Format.counted(distance / unit.seconds, unit.word());
        return seconds > 0 ? words + " ago" : "in " + words;
    }

    /// "2026-11-24 23:16:05 UTC".
    static String exact(Instant time) {
        return EXACT.format(time);
    }

    private static Unit unitOf(long seconds) {
        Unit found = Unit.SECOND;
        for (Unit unit : Unit.values()) {
            if (seconds >= unit.seconds) {
                found = unit;
            }
        }
        return found;
    }
}
