package dev.kennel.mixer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennel.blob.Sha256;
import dev.kennel.measuring.Subject;
import dev.kennel.mixer.Slider.Measured;
import dev.kennel.steer.MixSampling;
import dev.kennel.steer.UsableWindow;

/// Files that could be talked to, for tests of what needs no file.
final class Targets {

    private static final String DIGEST = "ab".repeat(32);

    private Targets() {}

    static Slider slider(String feature, double dose) {
        return new Slider(
                feature,
                "high",
                "low",
                feature + ".gguf",
                DIGEST,
                new Sha256(DIGEST),
                0.5,
                Optional.of(dose),
                Optional.of(new UsableWindow(-1, 1.5)),
                true,
                1,
                new Measured(
                        new double[] {-1, 0, 1}, new double[] {0.08, 0, 0.04}, new double[] {0.02, 0, 0}, 2, Map.of()));
    }

    static MixTarget target(String file, Slider... sliders) {
        return new MixTarget(1, "owner/name", new Subject(file, file, 1L, 1), 4, "cpu", List.of(sliders));
    }

    static MixOrder order(Map<String, Double> settings) {
        return new MixOrder(List.of(), "Why?", settings, MixOrder.USUAL_TOKENS, new MixSampling(0, 1));
    }
}
