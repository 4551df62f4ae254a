package dev.kennel.measurements;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.measure.Estimate;
import dev.kennel.measure.Rates;
import dev.kennel.measure.Speed;
import dev.kennel.measure.SpeedSettings;
import dev.kennel.measurements.Measurement.Kind;
import dev.kennel.web.Format;

/// Says each measurement of a file's closeness and speed in a line.
@ApplicationScoped
public class MeasuredLines {

    private final Measurements measurements;

    MeasuredLines(Measurements measurements) {
        this.measurements = measurements;
    }

    /// All there are, the newest first, those that failed too.
    ///
    /// @param file its SHA-256
    public List<MeasuredLine> of(String file) {
        return measurements.of(file).stream()
                .filter(measurement -> measurement.kind != Kind.PORTABILITY)
                .map(this::line)
                .toList();
    }

    private MeasuredLine line(Measurement measurement) {
        return new MeasuredLine(
                measurement.id,
                what(measurement),
                measurement.failure == null ? Optional.of(found(measurement)) : Optional.empty(),
                measurements.place(measurement).words(),
                measurement.measuredAt);
    }

    private String what(Measurement measurement) {
        if (measurement.kind == Kind.QUALITY) {
            return "closeness: " + Evaluation.of(measurement).words();
        }
        SpeedSettings timed = measurements.speedSettings(measurement);
        return "speed: " + timed.words() + ", " + Format.counted(timed.threads(), "thread");
    }

    private String found(Measurement measurement) {
        return measurement.kind == Kind.QUALITY
                ? "KLD " + words(measurements.quality(measurement).kld())
                : words(measurements.speed(measurement));
    }

    private static String words(Estimate divergence) {
        return Format.decimals(divergence.value(), 5) + " ± " + Format.decimals(divergence.error(), 5);
    }

    private static String words(Speed speed) {
        return "reads %s, writes %s tokens a second".formatted(words(speed.prompt()), words(speed.generation()));
    }

    private static String words(Rates rates) {
        return Format.decimals(rates.mean(), 1) + " ± " + Format.decimals(rates.deviation(), 1);
    }
}
