package dev.kennel.steer;

import java.util.Optional;

/// The strengths around 0 at which steering damages little else.
///
/// @param from in units, 0 or below
/// @param to 0 or above
public record UsableWindow(double from, double to) {

    /// Mean KL divergence on benign text, in nats.
    public static final double MOST_DAMAGE = 0.1;

    /// Share of continuations that run in circles.
    public static final double MOST_INCOHERENT = 0.05;

    /// @param strengths rising, 0 among them
    /// @param damage of each
    /// @param incoherent of each
    /// @return empty when not even 0 is usable
    public static Optional<UsableWindow> of(double[] strengths, double[] damage, double[] incoherent) {
        int zero = 0;
        while (strengths[zero] != 0) {
            zero++;
        }
        if (!usable(damage[zero], incoherent[zero])) {
            return Optional.empty();
        }
        int from = zero;
        while (from > 0 && usable(damage[from - 1], incoherent[from - 1])) {
            from--;
        }
        int to = zero;
        while (to < strengths.length - 1 && usable(damage[to + 1], incoherent[to + 1])) {
            to++;
        }
        return Optional.of(new UsableWindow(strengths[from], strengths[to]));
    }

    private static boolean usable(double damage, double incoherent) {
        return damage <= MOST_DAMAGE && incoherent <= MOST_INCOHERENT;
    }
}
