package dev.kennel.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import dev.kennel.chart.SizeQualityChart.Frame;
import dev.kennel.chart.SizeQualityChart.Label;
import dev.kennel.chart.SizeQualityChart.Mark;
import dev.kennel.chart.SizeQualityChart.Point;

import static org.assertj.core.api.Assertions.assertThat;

class SizeQualityChartTest {

    @Test
    void theFrontIsWhatNothingSmallerIsCloserThan() {
        List<Point> points = List.of(
                point("large", 10, 0.01), point("worse", 9, 0.5), point("middle", 6, 0.1), point("same", 6, 0.1));

        List<Point> front = ParetoFront.of(points, Point::size, Point::kld);

        assertThat(front).extracting(Point::name).containsExactly("middle", "large");
    }

    @RepeatedTest(50)
    void nothingOnTheFrontIsBeatenAndEverythingElseIs(RepetitionInfo repetition) {
        List<Point> points = random(new Random(repetition.getCurrentRepetition()));

        List<Point> front = ParetoFront.of(points, Point::size, Point::kld);

        for (Point point : points) {
            boolean beaten = points.stream()
                    .anyMatch(other -> other.size() <= point.size()
                            && other.kld() <= point.kld()
                            && (other.size() < point.size() || other.kld() < point.kld()));
            assertThat(front.contains(point)).as(point.name()).isEqualTo(!beaten);
        }
    }

    @Test
    void whatIsFlatteredCarriesAMark() {
        var chart = SizeQualityChart.of(
                List.of(
                        new Point("fair", "/fair", 1, 0.1, false, false),
                        new Point("flattered", "/f", 2, 0.01, false, true)),
                Frame.WIDE);

        assertThat(chart.flattered()).isTrue();
        assertThat(chart.labels())
                .extracting(label -> label.mark().point().label())
                .containsExactlyInAnyOrder("fair", "flattered*");
    }

    @RepeatedTest(20)
    void labelsCoverNeitherEachOtherNorMarksAndStayWithinTheChart(RepetitionInfo repetition) {
        for (Frame frame : Frame.values()) {
            labelsCoverNothing(frame, new Random(repetition.getCurrentRepetition()));
        }
    }

    private static void labelsCoverNothing(Frame frame, Random random) {
        SizeQualityChart chart = SizeQualityChart.of(random(random), frame);

        var boxes = new ArrayList<Box>();
        for (Label label : chart.labels()) {
            double width = 6 * label.mark().point().name().length();
            double left =
                    switch (label.anchor()) {
                        case "start" -> label.x();
                        case "end" -> label.x() - width;
                        default -> label.x() - width / 2;
                    };
            boxes.add(new Box(left, label.y() - 10, left + width, label.y() + 2));
        }
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            assertThat(box.within(new Box(0, 0, frame.width(), frame.height()))).isTrue();
            assertThat(boxes.subList(0, i)).noneMatch(box::overlaps);
            for (Mark mark : chart.marks()) {
                assertThat(box.overlaps(Box.around(mark.x(), mark.y(), 3))).isFalse();
            }
        }
    }

    @Test
    void aLadderOfThreeDozenHasMostOfItsLabels() {
        List<Point> ladder = IntStream.range(0, 36)
                .mapToObj(i -> point("Q" + i + "_K_M", 6 + i * 0.6, Math.exp(-i / 6.0)))
                .toList();

        assertThat(SizeQualityChart.of(ladder, Frame.WIDE).labels()).hasSizeGreaterThan(30);
    }

    @Test
    void oneFileAloneAndADivergenceOfZeroAreDrawn() {
        SizeQualityChart chart = SizeQualityChart.of(List.of(point("Q8_0", 34.3, 0)), Frame.WIDE);

        assertThat(chart.marks()).hasSize(1);
        assertThat(chart.marks().getFirst().x()).isBetween(0.0, (double) Frame.WIDE.width());
        assertThat(chart.marks().getFirst().y()).isBetween(0.0, (double) Frame.WIDE.height());
        assertThat(chart.labels()).hasSize(1);
    }

    @Test
    void ticksAreRoundNumbersWithinTheAxis() {
        assertThat(new Scale.Linear(5.7, 28.4, 0, 1000).ticks())
                .extracting(Scale.Tick::label)
                .containsExactly("10", "15", "20", "25");
        assertThat(new Scale.Logarithmic(0.002, 1.9, 0, 1000).ticks())
                .extracting(Scale.Tick::label)
                .containsExactly("0.003", "0.01", "0.03", "0.1", "0.3", "1");
    }

    private static List<Point> random(Random random) {
        int count = 1 + random.nextInt(60);
        return IntStream.range(0, count)
                .mapToObj(i -> new Point(
                        "N" + "x".repeat(random.nextInt(12)) + i,
                        "/" + i,
                        1 + 30 * random.nextDouble(),
                        Math.exp(-8 * random.nextDouble()),
                        random.nextBoolean(),
                        random.nextBoolean()))
                .toList();
    }

    private static Point point(String name, double size, double kld) {
        return new Point(name, "/" + name, size, kld, false, false);
    }
}
