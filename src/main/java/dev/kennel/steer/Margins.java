package dev.kennel.steer;

import java.util.Arrays;

/// How much likelier a file finds the positive answer of each probe than the negative one, with a vector at some
/// strengths: log p(positive) − log p(negative), in nats, summed over the answers' tokens.
///
/// @param strengths in units, rising; 0 is one of them
/// @param rows a row a strength, a number a probe
public record Margins(double[] strengths, double[][] rows) {

    public Margins {
        if (strengths.length != rows.length || strengths.length == 0) {
            throw new IllegalArgumentException(strengths.length + " strengths with " + rows.length + " rows");
        }
    }

    public int probes() {
        return rows[0].length;
    }

    /// Without a push.
    public double[] unsteered() {
        for (int i = 0; i < strengths.length; i++) {
            if (strengths[i] == 0) {
                return rows[i];
            }
        }
        throw new IllegalStateException("0 is none of the strengths " + Arrays.toString(strengths));
    }

    /// The mean of each row.
    public double[] means() {
        return Arrays.stream(rows)
                .mapToDouble(row -> Arrays.stream(row).average().orElseThrow())
                .toArray();
    }

    /// [#means] from where they are without a push.
    public double[] curve() {
        double start = Arrays.stream(unsteered()).average().orElseThrow();
        return Arrays.stream(means()).map(mean -> mean - start).toArray();
    }

    /// By how much each probe's margin rises a unit: the slope of its least-squares line.
    public double[] slopes() {
        return slopes(strengths, rows);
    }

    /// [#slopes] over strengths of 0 and below alone: where the sign of the vector is flipped.
    public double[] slopesBelowZero() {
        int count =
                (int) Arrays.stream(strengths).filter(strength -> strength <= 0).count();
        return slopes(Arrays.copyOf(strengths, count), Arrays.copyOf(rows, count));
    }

    private static double[] slopes(double[] strengths, double[][] rows) {
        double middle = Arrays.stream(strengths).average().orElseThrow();
        double squares = Arrays.stream(strengths)
                .map(strength -> (strength - middle) * (strength - middle))
                .sum();
        double[] slopes = new double[rows[0].length];
        for (int i = 0; i < strengths.length; i++) {
            double weight = (strengths[i] - middle) / squares;
            for (int probe = 0; probe < slopes.length; probe++) {
                slopes[probe] += weight * rows[i][probe];
            }
        }
        return slopes;
    }

    /// Whether a vector that was added changed nothing.
    public boolean unmoved() {
        double[] without = unsteered();
        return Arrays.stream(rows).allMatch(row -> Arrays.equals(row, without));
    }
}
