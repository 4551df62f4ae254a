package dev.kennel.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// The KL divergence that is usual among the quants of a model for the bits that a quant spends on a weight.
///
/// The logarithm of the divergence falls about evenly with the bits. The line through the quants is the one of Theil
/// and Sen: the median of the slopes between any two, and the median of what is left above it. A quant is above the
/// usual where it lies above that line by more than three standard deviations, these taken from the median absolute
/// deviation, and by half as much again at least. Medians, because a broken quant must not make others look usual.
///
/// @param slope of ln KLD, for each bit of a weight
/// @param level ln KLD of the line at 0 bits
/// @param tolerance how far above the line is still usual, in ln KLD
public record UsualKld(double slope, double level, double tolerance) {

    /// Fewer quants than that have no usual divergence.
    public static final int FEWEST = 5;

    private static final double DEVIATIONS = 3;
    private static final double LEAST_TOLERANCE = Math.log(1.5);

    /// From a median absolute deviation to the standard deviation of what is normally distributed.
    private static final double NORMAL = 1.4826;

    /// @param bits of a weight
    /// @param kld in nats
    public record Point(double bits, double kld) {

        /// Whether there is a divergence that can be told from none.
        private boolean counts() {
            return kld > 0 && Double.isFinite(kld);
        }

        private double log() {
            return Math.log(kld);
        }
    }

    /// @return empty where fewer than [#FEWEST] quants have a divergence, or all spend the same bits
    public static Optional<UsualKld> of(List<Point> quants) {
        List<Point> points = quants.stream().filter(Point::counts).toList();
        double[] slopes = slopes(points);
        if (points.size() < FEWEST || slopes.length == 0) {
            return Optional.empty();
        }
        double slope = median(slopes);
        double level = median(points.stream().mapToDouble(point -> point.log() - slope * point.bits()));
        double spread =
                median(points.stream().mapToDouble(point -> Math.abs(point.log() - slope * point.bits() - level)));
        return Optional.of(new UsualKld(slope, level, Math.max(DEVIATIONS * NORMAL * spread, LEAST_TOLERANCE)));
    }

    /// Whether a quant's divergence is not above the usual.
    public boolean holds(Point quant) {
        return !(quant.kld() > highest(quant.bits()));
    }

    /// The highest divergence that is usual, in nats.
    public double highest(double bits) {
        return Math.exp(level + slope * bits + tolerance);
    }

    private static double[] slopes(List<Point> points) {
        var slopes = DoubleStream.builder();
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                double bits = points.get(j).bits() - points.get(i).bits();
                if (bits != 0) {
                    slopes.add((points.get(j).log() - points.get(i).log()) / bits);
                }
            }
        }
        return slopes.build().toArray();
    }

    private static double median(DoubleStream numbers) {
        return median(numbers.toArray());
    }

    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        int middle = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }
}
