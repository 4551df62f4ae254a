package dev.kennel.chart;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a control vector does to a file at some strengths: a curve with its band, the base's beside it.
///
/// @param own the file's curve, for an SVG polyline
/// @param band its 95 % band, for a polygon
/// @param base the base's curve; absent for the base itself
/// @param random a random vector's
/// @param usable the strengths with little damage
/// @param prompt how high the behaviour is when it is asked for in words
public record ResponseChart(
        List<Dot> dots,
        String own,
        String band,
        Optional<String> base,
        String random,
        Optional<Span> usable,
        double prompt,
        Scale.Linear strengths,
        Scale.Linear margins) {

    private static final int WIDTH = 360;
    private static final int HEIGHT = 250;

    private static final Box PLOT = new Box(46, 10, WIDTH - 62, HEIGHT - 44);

    public record Dot(double x, double y) {}

    /// A stretch of the horizontal axis.
    public record Span(double from, double width) {}

    /// A curve: a number at each of some strengths.
    public record Curve(double[] strengths, double[] values) {}

    /// @param low of the band, a number a strength
    /// @param high likewise
    /// @param window from and to, in strengths
    /// @param prompt in the curve's unit
    public static ResponseChart of(
            Curve own,
            double[] low,
            double[] high,
            Optional<Curve> base,
            Curve random,
            Optional<double[]> window,
            double prompt) {
        double[] strengths = own.strengths();
        var across = new Scale.Linear(strengths[0], strengths[strengths.length - 1], PLOT.left(), PLOT.right());
        double most =
                Math.max(largest(low), Math.max(largest(high), Math.max(largest(random.values()), Math.abs(prompt))));
        most = Math.max(most, base.map(curve -> largest(curve.values())).orElse(0.0));
        double end = most == 0 ? 1 : most * 1.08;
        var up = new Scale.Linear(-end, end, PLOT.bottom(), PLOT.top());
        List<Dot> dots = IntStream.range(0, strengths.length)
                .mapToObj(i -> new Dot(across.at(strengths[i]), up.at(own.values()[i])))
                .toList();
        String forth = line(new Curve(strengths, high), across, up);
        String back = reversed(new Curve(strengths, low), across, up);
        return new ResponseChart(
                dots,
                line(own, across, up),
                forth + " " + back,
                base.map(curve -> line(curve, across, up)),
                line(random, across, up),
                window.map(span -> new Span(across.at(span[0]), Math.max(1, across.at(span[1]) - across.at(span[0])))),
                up.at(prompt),
                across,
                up);
    }

    /// The drawing's, for an SVG `viewBox`.
    public String size() {
        return "0 0 " + WIDTH + " " + HEIGHT;
    }

    public double left() {
        return PLOT.left();
    }

    public double right() {
        return PLOT.right();
    }

    /// Halfway along the horizontal axis.
    public double middle() {
        return (PLOT.left() + PLOT.right()) / 2;
    }

    public double top() {
        return PLOT.top();
    }

    public double bottom() {
        return PLOT.bottom();
    }

    public double height() {
        return PLOT.bottom() - PLOT.top();
    }

    /// Where the axis of no change lies.
    public double zero() {
        return margins.at(0);
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static String line(Curve curve, Scale across, Scale up) {
        return IntStream.range(0, curve.strengths().length)
                .mapToObj(i -> point(curve, i, across, up))
                .collect(Collectors.joining(" "));
    }

    private static String reversed(Curve curve, Scale across, Scale up) {
        int last = curve.strengths().length - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(i -> point(curve, last - i, across, up))
                .collect(Collectors.joining(" "));
    }

    private static String point(Curve curve, int i, Scale across, Scale up) {
        return String.format(Locale.ROOT, "%.1f,%.1f", across.at(curve.strengths()[i]), up.at(curve.values()[i]));
    }
}
