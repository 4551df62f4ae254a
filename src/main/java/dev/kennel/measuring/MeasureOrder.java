package dev.kennel.measuring;

import java.util.List;
import java.util.Optional;

import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.SpeedSettings;

/// A request as its job keeps it, resolved.
///
/// @param subjects what is measured; the reference itself is the first, for the floor
/// @param speed what is timed, if anything
/// @param bytesNeeded of the disk while the job runs
record MeasureOrder(
        long modelId,
        Subject reference,
        List<Subject> subjects,
        List<Reading> readings,
        EvaluationSettings settings,
        Optional<SpeedSettings> speed,
        long bytesNeeded) {

    MeasureOrder {
        subjects = List.copyOf(subjects);
        readings = List.copyOf(readings);
    }

    /// A text with what will be read of it.
    ///
    /// @param chunks of the settings' context length
    record Reading(String name, String sha256, EvaluationText.Kind kind, int chunks) {}

    /// Tokens of a text that are read.
    long tokens(Reading reading) {
        return (long) reading.chunks() * settings.contextLength();
    }

    /// Tokens of all texts.
    long textTokens() {
        return readings.stream().mapToLong(this::tokens).sum();
    }

    /// Tokens that each file reads or writes in all.
    long tokensPerFile() {
        return textTokens() + speed.map(SpeedSettings::tokens).orElse(0L);
    }
}
