package dev.kennel.steering;

import java.util.Locale;
import java.util.Optional;

import dev.kennel.feature.Feature.Poles;
import dev.kennel.steer.Interval;

/// Says in words how a quant behaves.
final class SteeringWords {

    private SteeringWords() {}

    /// "less hedged than the base: −0.120 ± 0.030".
    static String change(Optional<Poles> poles, Interval change) {
        String pole = poles.map(Poles::positive).orElse("so");
        return "%s %s than the base: %s"
                .formatted(change.value() < 0 ? "less" : "more", pole, signed(change.value(), change.half()));
    }

    private static String signed(double value, double half) {
        return String.format(Locale.ROOT, "%s%.3f ± %.3f", value < 0 ? "−" : "+", Math.abs(value), half);
    }
}
