package dev.kennel.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import io.quarkus.qute.TemplateExtension;

/// How spans of time are written on pages: `{job.secondsLeft.duration}`.
@TemplateExtension
public final class Spans {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private Spans() {}

    /// "42 s", "18 min", "2 h 10 min".
    public static String duration(Long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /// "42 seconds", "1 minute", "2 hours 10 minutes".
    public static String inWords(Long seconds) {
        if (seconds < 60) {
            return Format.counted(seconds, "second");
        }
        long minutes = Math.round(seconds / 60.0);
        if (minutes < 60) {
            return Format.counted(minutes, "minute");
        }
        String hours = Format.counted(minutes / 60, "hour");
        return minutes % 60 == 0 ? hours : hours + " " + Format.counted(minutes % 60, "minute");
    }

    /// "23:16 UTC".
    public static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /// "23:16:05", in UTC.
    public static String clock(Instant time) {
        return CLOCK.format(time);
    }

    /// Of a text with several lines, the first.
    public static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
