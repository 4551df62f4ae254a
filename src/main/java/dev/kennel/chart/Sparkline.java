package dev.kennel.chart;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A model's size-quality front in the space of a table's cell, in units of a drawing.
///
/// @param dots of the front, from the smallest file to the largest
/// @param ring around the one that is pointed out
public record Sparkline(List<Dot> dots, Optional<Dot> ring) {

    public static final int WIDTH = 112;
    public static final int HEIGHT = 44;

    private static final double MARGIN = 7;

    /// A divergence below it is drawn there.
    private static final double LEAST = 1e-6;

    public record Dot(double x, double y) {}

    /// A file that was measured.
    ///
    /// @param share of its base's size, from 0 to 1 and more
    /// @param kld mean divergence in nats
    public record Point(double share, double kld) {}

    /// The divergences that all lines of a table share, so that they may be compared.
    public record Range(double low, double high) {

        /// @param points of all models; may be empty
        public static Range of(List<Point> points) {
            double low = points.stream().mapToDouble(Range::drawn).min().orElse(LEAST);
            double high = points.stream().mapToDouble(Range::drawn).max().orElse(LEAST);
            return new Range(low / 1.1, high * 1.1);
        }

        private static double drawn(Point point) {
            return Math.max(LEAST, point.kld());
        }
    }

    /// @param pointedOut one of the points, on the front or not
    public static Sparkline of(List<Point> points, Optional<Point> pointedOut, Range range) {
        var heights = new Scale.Logarithmic(range.low(), range.high(), HEIGHT - MARGIN, MARGIN);
        List<Dot> front = ParetoFront.of(points, Point::share, Point::kld).stream()
                .map(point -> dot(point, heights))
                .sorted(Comparator.comparingDouble(Dot::x))
                .toList();
        return new Sparkline(front, pointedOut.map(point -> dot(point, heights)));
    }

    private static Dot dot(Point point, Scale heights) {
        double x = MARGIN + Math.min(1, point.share()) * (WIDTH - 2 * MARGIN);
        return new Dot(tenth(x), tenth(heights.at(Range.drawn(point))));
    }

    private static double tenth(double number) {
        return Math.round(number * 10) / 10.0;
    }

    /// For an SVG polyline.
    public String line() {
        return dots.stream()
                .map(dot -> String.format(Locale.ROOT, "%.1f,%.1f", dot.x(), dot.y()))
                .collect(Collectors.joining(" "));
    }
}
