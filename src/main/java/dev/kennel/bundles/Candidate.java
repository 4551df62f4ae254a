package dev.kennel.bundles;

import java.util.Optional;

import dev.kennel.catalog.Companion;
import dev.kennel.features.FeatureVersion;
import dev.kennel.responses.FeatureRun;
import dev.kennel.responses.Response;
import dev.kennel.steer.FeatureFigures.VectorFigures;
import dev.kennel.web.Format;

/// A feature that a quant was asked about: what a bundle may be steered along.
///
/// @param obstacle why it cannot be in a bundle; empty when it can
/// @param parts what it takes; there when nothing stands against it
record Candidate(FeatureRun run, Optional<String> obstacle, Optional<Parts> parts) {

    /// What is needed of a feature.
    ///
    /// @param dose α_q
    record Parts(Response response, FeatureVersion version, Companion vector, VectorFigures figures, double dose) {}

    static Candidate with(FeatureRun run, Parts parts) {
        return new Candidate(run, Optional.empty(), Optional.of(parts));
    }

    /// @param why a sentence
    static Candidate without(FeatureRun run, String why) {
        return new Candidate(run, Optional.of(why), Optional.empty());
    }

    public String feature() {
        return run.feature();
    }

    /// "−0.50 to 1.00", as settings; "nowhere".
    public String window() {
        return parts.flatMap(of -> of.figures()
                        .window()
                        .map(window -> words(window.from() / of.dose()) + " to " + words(window.to() / of.dose())))
                .orElse("nowhere");
    }

    private static String words(double number) {
        return Format.decimals(number, 2).replace('-', '−');
    }
}
