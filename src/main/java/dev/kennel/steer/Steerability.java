package dev.kennel.steer;

import java.util.Arrays;
import java.util.Optional;

/// What a file makes of a vector, from its probes' margins.
///
/// @param slope S: mean rise of the margin a unit, in nats
/// @param belowZero S over strengths of 0 and below: the vector's sign flipped
/// @param antiSteerable share of the probes whose margin falls (Tan et al. 2024)
/// @param retention S as a share of the base's; absent for the base, and where the base's S may be 0
/// @param gap between both curves of mean margins, from where each begins: root of the mean square, in nats; absent for
///     the base
/// @param dose α_q: units that have the base's effect of one; absent where retention is, or may be 0
public record Steerability(
        Interval slope,
        Interval belowZero,
        double antiSteerable,
        Optional<Interval> retention,
        Optional<Double> gap,
        Optional<Double> dose) {

    /// Of the base itself.
    public static Steerability ofBase(Margins margins) {
        return of(margins, Optional.empty());
    }

    /// @param base the base's, of the same probes at the same strengths with the same vector
    public static Steerability of(Margins margins, Margins base) {
        return of(margins, Optional.of(base));
    }

    private static Steerability of(Margins margins, Optional<Margins> base) {
        double[] slopes = margins.slopes();
        Optional<Interval> retention = base.flatMap(other -> retention(slopes, other.slopes()));
        return new Steerability(
                Bootstrap.ofMean(slopes),
                Bootstrap.ofMean(margins.slopesBelowZero()),
                antiSteerable(slopes),
                retention,
                base.map(other -> gap(margins, other)),
                retention.filter(share -> share.low() > 0).map(share -> 1 / share.value()));
    }

    /// Share of the slopes that are below 0.
    static double antiSteerable(double[] slopes) {
        return (double) Arrays.stream(slopes).filter(slope -> slope < 0).count() / slopes.length;
    }

    /// Probes are drawn for both files together.
    private static Optional<Interval> retention(double[] slopes, double[] base) {
        return Bootstrap.ofMean(base).holdsZero()
                ? Optional.empty()
                : Bootstrap.of(slopes.length, chosen -> Bootstrap.mean(slopes, chosen) / Bootstrap.mean(base, chosen));
    }

    private static double gap(Margins margins, Margins base) {
        double[] own = margins.curve();
        double[] other = base.curve();
        double squares = 0;
        for (int i = 0; i < own.length; i++) {
            squares += (own[i] - other[i]) * (own[i] - other[i]);
        }
        return Math.sqrt(squares / own.length);
    }
}
