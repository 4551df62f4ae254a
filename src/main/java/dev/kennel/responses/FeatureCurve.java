package dev.kennel.responses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.kennel.chart.ResponseChart;
import dev.kennel.chart.ResponseChart.Curve;
import dev.kennel.steer.Bootstrap;
import dev.kennel.steer.Interval;
import dev.kennel.steer.Margins;
import dev.kennel.steer.ResponseReport.Driven;

/// What a control vector does to a file, as a curve: the mean margin of the probes at each strength, in nats.
///
/// @param chart the curve as a drawing
/// @param points the same as numbers
public record FeatureCurve(FeatureRun run, ResponseChart chart, List<Point> points) {

    /// @param strength in units
    /// @param margin mean with its interval
    /// @param base the base's mean; absent for the base itself
    /// @param damage mean KL divergence on benign text, in nats
    /// @param incoherent share of continuations that run in circles
    public record Point(double strength, Interval margin, Optional<Double> base, double damage, double incoherent) {}

    /// @param answers with a vector
    /// @param base what the base did with it; empty for the base itself
    static FeatureCurve of(FeatureRun run, Answers answers, Optional<Driven> base) {
        Driven driven = answers.driven().orElseThrow();
        Margins margins = driven.margins();
        List<Interval> intervals =
                Arrays.stream(margins.rows()).map(Bootstrap::ofMean).toList();
        var chart = ResponseChart.of(
                new Curve(margins.strengths(), margins.means()),
                intervals.stream().mapToDouble(Interval::low).toArray(),
                intervals.stream().mapToDouble(Interval::high).toArray(),
                base.map(Driven::margins).map(of -> new Curve(of.strengths(), of.means())),
                new Curve(driven.random().strengths(), driven.random().means()),
                run.figures().vector().orElseThrow().window().map(window -> new double[] {window.from(), window.to()}),
                Arrays.stream(answers.asked().positive()).average().orElseThrow());
        return new FeatureCurve(run, chart, points(driven, intervals, base));
    }

    private static List<Point> points(Driven driven, List<Interval> intervals, Optional<Driven> base) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i++) {
            int at = i;
            points.add(new Point(
                    driven.margins().strengths()[i],
                    intervals.get(i),
                    base.map(of -> of.margins().means()[at]),
                    driven.damage()[i],
                    driven.incoherent()[i]));
        }
        return points;
    }
}
