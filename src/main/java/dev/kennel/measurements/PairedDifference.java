package dev.kennel.measurements;

import dev.kennel.measure.Estimate;

/// By how much two files differ on the same tokens: the mean of the tokens' differences with its standard error, far
/// smaller than the errors of the two means, because both find the same tokens hard.
///
/// @param difference of the first less the second, in nats
public record PairedDifference(Estimate difference) {

    /// Of a normal distribution, on either side of 95 %.
    private static final double STANDARD_ERRORS = 1.96;

    /// @param first a value a token
    /// @param second of the same tokens in the same order
    public static PairedDifference of(float[] first, float[] second) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException(
                    "Pairs need as many values on both sides: " + first.length + " and " + second.length);
        }
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < first.length; i++) {
            double difference = (double) first[i] - second[i];
            sum += difference;
            squares += difference * difference;
        }
        return new PairedDifference(Estimate.ofMean(sum, squares, first.length));
    }

    /// Where the 95 % interval begins.
    public double low() {
        return difference.value() - STANDARD_ERRORS * difference.error();
    }

    /// Where the 95 % interval ends.
    public double high() {
        return difference.value() + STANDARD_ERRORS * difference.error();
    }

    /// Whether the 95 % interval holds no 0. What is no number is no tie.
    public boolean significant() {
        return !(Math.abs(difference.value()) <= STANDARD_ERRORS * difference.error());
    }
}
