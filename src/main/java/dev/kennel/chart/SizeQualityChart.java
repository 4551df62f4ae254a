package dev.kennel.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Size against quality: a mark a file, the Pareto front as a line, and labels where there is room for them.
///
/// @param frame what it is drawn into
/// @param marks in the order of the files
/// @param front points of the line, for an SVG polyline
public record SizeQualityChart(
        Frame frame,
        List<Mark> marks,
        List<Label> labels,
        String front,
        Scale.Linear sizes,
        Scale.Logarithmic divergences) {

    /// What it is drawn into, in CSS pixels.
    public enum Frame {
        WIDE(1152, 470, 70),
        /// For a phone.
        NARROW(354, 400, 64);

        private final int width;
        private final int height;
        private final Box plot;

        Frame(int width, int height, int left) {
            this.width = width;
            this.height = height;
            this.plot = new Box(left, 14, width - 12, height - 34);
        }

        public int width() {
            return width;
        }

        public int height() {
            return height;
        }

        /// Where the axis of divergences is.
        public double left() {
            return plot.left();
        }

        public double right() {
            return plot.right();
        }

        /// Where the axis of sizes is.
        public double bottom() {
            return plot.bottom();
        }
    }

    private static final double MARK_RADIUS = 4.5;
    private static final double CHARACTER = 6.6;
    private static final double LINE = 14;
    private static final double[] RADII = {9, 16, 26, 38, 52};
    /// Angles to try, in degrees, 0 to the right and 90 down.
    private static final double[] FRONT_ANGLES = {180, 135, 90, 160, 110, 45, 225, 0, 315, 270};

    private static final double[] OTHER_ANGLES = {0, 315, 270, 340, 290, 45, 225, 90, 180, 135};
    private static final double LEADER_FROM = 15;
    /// A divergence below it, or below 0 by rounding, is drawn there.
    private static final double LEAST = 1e-6;

    /// A file that was measured.
    ///
    /// @param size in the axis's unit
    /// @param kld mean divergence in nats
    /// @param elsewhere whether it was made elsewhere
    /// @param flattered whether it was measured on the text that its importance matrix was computed from
    public record Point(String name, String page, double size, double kld, boolean elsewhere, boolean flattered) {

        /// What stands beside its mark.
        public String label() {
            return flattered ? name + "*" : name;
        }
    }

    /// A point on the chart.
    ///
    /// @param onFront whether nothing smaller is closer
    public record Mark(Point point, double x, double y, boolean onFront) {}

    /// A name beside its mark.
    ///
    /// @param anchor as SVG's `text-anchor`
    /// @param leader whether a line leads from the mark to it
    public record Label(Mark mark, double x, double y, String anchor, boolean leader, double leaderX, double leaderY) {}

    /// @param points at least one
    public static SizeQualityChart of(List<Point> points, Frame frame) {
        Scale.Linear sizes = sizes(points, frame.plot);
        Scale.Logarithmic divergences = divergences(points, frame.plot);
        List<Point> front = ParetoFront.of(points, Point::size, Point::kld);
        Set<Point> onFront = new HashSet<>(front);
        List<Mark> marks = points.stream()
                .map(point -> new Mark(
                        point,
                        sizes.at(point.size()),
                        divergences.at(Math.max(LEAST, point.kld())),
                        onFront.contains(point)))
                .toList();
        List<Mark> line = marks.stream()
                .filter(Mark::onFront)
                .sorted(Comparator.comparingDouble(Mark::x))
                .toList();
        String polyline = line.stream()
                .map(mark -> String.format(Locale.ROOT, "%.1f,%.1f", mark.x(), mark.y()))
                .collect(Collectors.joining(" "));
        return new SizeQualityChart(frame, marks, labels(marks, line, frame.plot), polyline, sizes, divergences);
    }

    /// Whether any of them is flattered.
    public boolean flattered() {
        return marks.stream().anyMatch(mark -> mark.point().flattered());
    }

    private static Scale.Linear sizes(List<Point> points, Box plot) {
        double low = points.stream().mapToDouble(Point::size).min().orElseThrow();
        double high = points.stream().mapToDouble(Point::size).max().orElseThrow();
        double room = Math.max(high - low, high * 0.05) * 0.06;
        return new Scale.Linear(low - room, high + room, plot.left(), plot.right());
    }

    private static Scale.Logarithmic divergences(List<Point> points, Box plot) {
        double low = points.stream()
                .mapToDouble(point -> Math.max(LEAST, point.kld()))
                .min()
                .orElseThrow();
        double high = points.stream()
                .mapToDouble(point -> Math.max(LEAST, point.kld()))
                .max()
                .orElseThrow();
        return new Scale.Logarithmic(low / 1.4, high * 1.4, plot.bottom(), plot.top());
    }

    /// The front's first, then those made elsewhere, then the rest. A mark without room has none: the table names it.
    private static List<Label> labels(List<Mark> marks, List<Mark> front, Box plot) {
        var occupied = new ArrayList<Box>();
        marks.forEach(mark -> occupied.add(Box.around(mark.x(), mark.y(), MARK_RADIUS)));
        var labels = new ArrayList<Label>();
        marks.stream()
                .sorted(Comparator.comparing((Mark mark) -> !mark.onFront())
                        .thenComparing(mark -> !mark.point().elsewhere()))
                .forEach(mark -> place(mark, front, occupied, plot).ifPresent(label -> {
                    labels.add(label);
                    occupied.add(box(label));
                }));
        return labels;
    }

    private static Optional<Label> place(Mark mark, List<Mark> front, List<Box> occupied, Box plot) {
        for (double radius : RADII) {
            for (double angle : mark.onFront() ? FRONT_ANGLES : OTHER_ANGLES) {
                Label label = label(mark, radius, Math.toRadians(angle));
                Box box = box(label);
                if (box.within(plot) && occupied.stream().noneMatch(box::overlaps) && !meets(box, front)) {
                    return Optional.of(label);
                }
            }
        }
        return Optional.empty();
    }

    private static Label label(Mark mark, double radius, double angle) {
        double x = mark.x() + radius * Math.cos(angle);
        double y = mark.y() + radius * Math.sin(angle);
        String anchor = Math.cos(angle) > 0.5 ? "start" : Math.cos(angle) < -0.5 ? "end" : "middle";
        double baseline = y + LINE / 3 + Math.sin(angle) * LINE / 3;
        return new Label(mark, x, baseline, anchor, radius > LEADER_FROM, x, y);
    }

    private static Box box(Label label) {
        double width = CHARACTER * label.mark().point().label().length();
        double left =
                switch (label.anchor()) {
                    case "start" -> label.x();
                    case "end" -> label.x() - width;
                    default -> label.x() - width / 2;
                };
        return new Box(left, label.y() - LINE + 3, left + width, label.y() + 3);
    }

    private static boolean meets(Box box, List<Mark> front) {
        for (int i = 1; i < front.size(); i++) {
            Mark from = front.get(i - 1);
            Mark to = front.get(i);
            if (box.crosses(from.x(), from.y(), to.x(), to.y())) {
                return true;
            }
        }
        return false;
    }
}
