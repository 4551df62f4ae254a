package dev.kennel.steer;

/// Directions between two groups of vectors, in double precision.
public final class Directions {

    private static final int MOST_STEPS = 500;
    private static final double CLOSE_ENOUGH = 1e-12;

    private Directions() {}

    /// The mean of the positive vectors less the mean of the negative ones.
    ///
    /// @param positive rows of equal length
    /// @param negative likewise
    public static double[] betweenMeans(float[][] positive, float[][] negative) {
        double[] direction = mean(positive);
        double[] other = mean(negative);
        for (int i = 0; i < direction.length; i++) {
            direction[i] -= other[i];
        }
        return direction;
    }

    /// The axis along which positive and negative vectors of a pair differ most, not centred, found by power iteration
    /// from the difference of the means. It points to the positive pole, and is as long as the means are apart
    /// on it.
    ///
    /// @param positive rows of equal length
    /// @param negative as many
    public static double[] principal(float[][] positive, float[][] negative) {
        double[] gap = betweenMeans(positive, negative);
        double[] axis = unit(gap);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] next = unit(timesSecondMoment(positive, negative, axis));
            double turn = 1 - Math.abs(dot(next, axis));
            axis = next;
            if (turn < CLOSE_ENOUGH) {
                break;
            }
        }
        double length = dot(gap, axis);
        for (int i = 0; i < axis.length; i++) {
            axis[i] *= length;
        }
        return axis;
    }

    /// Σ (dᵢ·axis) dᵢ over the differences of the pairs.
    private static double[] timesSecondMoment(float[][] positive, float[][] negative, double[] axis) {
        var sum = new double[axis.length];
        for (int pair = 0; pair < positive.length; pair++) {
            double along = dot(axis, positive[pair]) - dot(axis, negative[pair]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += along * ((double) positive[pair][i] - negative[pair][i]);
            }
        }
        return sum;
    }

    /// How far the groups' means lie apart along a direction, in standard deviations of a group (d′, both groups'
    /// variances averaged). Infinite where no group varies, 0 for no direction.
    public static double separation(double[] direction, float[][] positive, float[][] negative) {
        double[] one = projected(direction, positive);
        double[] other = projected(direction, negative);
        double gap = mean(one) - mean(other);
        return gap == 0 ? 0 : gap / Math.sqrt((variance(one) + variance(other)) / 2);
    }

    public static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double[] projected(double[] direction, float[][] rows) {
        var projections = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            projections[row] = dot(direction, rows[row]);
        }
        return projections;
    }

    private static double[] mean(float[][] rows) {
        var mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= rows.length;
        }
        return mean;
    }

    private static double mean(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum / numbers.length;
    }

    private static double variance(double[] numbers) {
        double mean = mean(numbers);
        double sum = 0;
        for (double number : numbers) {
            sum += (number - mean) * (number - mean);
        }
        return sum / numbers.length;
    }

    /// A vector of zeros stays one.
    private static double[] unit(double[] vector) {
        double length = norm(vector);
        var unit = new double[vector.length];
        for (int i = 0; i < unit.length && length > 0; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double dot(double[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
