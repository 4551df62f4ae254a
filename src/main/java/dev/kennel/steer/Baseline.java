package dev.kennel.steer;

import java.util.Arrays;

/// Where a file's own behaviour lies between a feature's poles, without a vector: P₀, the mean of how likely it finds
/// the positive answer of the two.
public final class Baseline {

    private Baseline() {}

    /// P₀, from 0 (the negative pole) to 1.
    ///
    /// @param margins of the probes, in nats
    public static Interval of(double[] margins) {
        return Bootstrap.ofMean(shares(margins));
    }

    /// P₀ less the base's, on the same probes.
    public static Interval change(double[] margins, double[] base) {
        double[] own = shares(margins);
        double[] other = shares(base);
        double[] differences = new double[own.length];
        Arrays.setAll(differences, i -> own[i] - other[i]);
        return Bootstrap.ofMean(differences);
    }

    private static double[] shares(double[] margins) {
        return Arrays.stream(margins).map(margin -> 1 / (1 + Math.exp(-margin))).toArray();
    }
}
