package dev.kennel.measuring;

import java.util.List;
import java.util.Optional;

import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.SpeedSettings;

/// A request as its job keeps it, resolved.
///
/// @param reference what the subjects are compared with: a file, or imported logits by their name and digest
/// @param subjects what is measured; the reference itself is the first, for the floor, when it is a file
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
    /// @param sha256 of the text; where imported logits do not name theirs, of its tokens
    /// @param kind how the reference reads it
    /// @param chunks of the settings' context length
    /// @param imported digest of the logits, when they need not be computed
    record Reading(String name, String sha256, EvaluationText.Kind kind, int chunks, Optional<String> imported) {

        Reading {
            imported = imported == null ? Optional.empty() : imported;
        }
    }

    /// What is measured but for the reference.
    long quants() {
        return subjects.stream()
                .filter(subject -> !subject.sha256().equals(reference.sha256()))
                .count();
    }

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
