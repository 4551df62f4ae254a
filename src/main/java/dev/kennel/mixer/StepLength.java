package dev.kennel.mixer;

import java.time.Duration;

/// How many tokens are asked for at once: so many that words come in a steady stream and sliders act soon.
final class StepLength {

    private static final long AIM = Duration.ofMillis(80).toNanos();
    private static final int MOST = 16;

    private int tokens = 1;

    int tokens() {
        return tokens;
    }

    /// @param nanos that the last step took
    void took(long nanos) {
        long each = Math.max(1, nanos / tokens);
        tokens = (int) Math.clamp(AIM / each, 1, Math.min(MOST, 2 * tokens));
    }
}
