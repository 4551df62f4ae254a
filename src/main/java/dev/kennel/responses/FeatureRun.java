package dev.kennel.responses;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.kennel.steer.FeatureFigures;
import dev.kennel.steer.Interval;

/// The figures of a file and a feature, from one run.
///
/// @param feature its name
/// @param featureSha256 its version
/// @param positive what the feature's positive pole is called
/// @param negative what the other one is called
/// @param vector name of the control vector that was driven
/// @param base digest of the model that the file is compared with
public record FeatureRun(
        long response,
        String file,
        String base,
        String feature,
        String featureSha256,
        String positive,
        String negative,
        Optional<String> vector,
        FeatureFigures figures,
        long job,
        Instant at) {

    /// Whether the file is the one that others are compared with.
    @JsonIgnore
    public boolean isTheBase() {
        return file.equals(base);
    }

    /// "less hedged than the base: −0.120 ± 0.030"; empty where the file behaves as the base does.
    public Optional<String> otherwise() {
        return figures.behavesOtherwise() ? figures.change().map(this::words) : Optional.empty();
    }

    private String words(Interval change) {
        return String.format(
                Locale.ROOT,
                "%s %s than the base: %s%.3f ± %.3f",
                change.value() < 0 ? "less" : "more",
                positive,
                change.value() < 0 ? "−" : "+",
                Math.abs(change.value()),
                change.half());
    }

    /// How much of the base's steerability is left; empty without a vector, and where the base cannot be steered.
    public Optional<Interval> kept() {
        return figures.vector().flatMap(vector -> vector.steerability().retention());
    }

    /// Whether the interval of what is kept leaves out 1.
    public boolean keepsLessOrMore() {
        return kept().filter(share -> share.low() > 1 || share.high() < 1).isPresent();
    }

    /// How far what is kept is from 1, for a heat map: 0 where the interval holds 1, else 1 to 5.
    public int shade() {
        return keepsLessOrMore()
                ? Math.clamp((int) Math.ceil(Math.abs(1 - kept().orElseThrow().value()) * 8), 1, 5)
                : 0;
    }
}
