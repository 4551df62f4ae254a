package dev.kennel.chart;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kennel.chart.Sparkline.Dot;
import dev.kennel.chart.Sparkline.Point;
import dev.kennel.chart.Sparkline.Range;

import static org.assertj.core.api.Assertions.assertThat;

class SparklineTest {

    private static final Point SMALL = new Point(0.25, 0.1);
    private static final Point LARGE = new Point(0.5, 0.01);
    private static final Point BEATEN = new Point(0.5, 0.2);

    @Test
    void theLineIsTheFrontFromSmallToLarge() {
        Sparkline line = line(List.of(BEATEN, LARGE, SMALL), Optional.empty());

        assertThat(line.dots()).hasSize(2);
        assertThat(line.dots().getFirst().x()).isLessThan(line.dots().getLast().x());
        assertThat(line.line()).matches("\\d+\\.\\d,\\d+\\.\\d \\d+\\.\\d,\\d+\\.\\d");
    }

    @Test
    void closerIsLower() {
        Sparkline line = line(List.of(SMALL, LARGE), Optional.of(LARGE));

        assertThat(line.dots().getFirst().y()).isLessThan(line.dots().getLast().y());
        assertThat(line.ring()).contains(line.dots().getLast());
    }

    @Test
    void nothingLeavesTheDrawing() {
        List<Point> points = List.of(new Point(0.01, 5), new Point(1.7, 0), new Point(0.4, -1e-9), SMALL);

        assertThat(line(points, Optional.of(SMALL)).dots()).allSatisfy(SparklineTest::isInside);
    }

    @Test
    void oneDivergenceAloneHasAPlaceToo() {
        Sparkline line = Sparkline.of(List.of(SMALL), Optional.of(SMALL), Range.of(List.of(SMALL)));

        isInside(line.ring().orElseThrow());
    }

    private static Sparkline line(List<Point> points, Optional<Point> pointedOut) {
        return Sparkline.of(points, pointedOut, Range.of(points));
    }

    private static void isInside(Dot dot) {
        assertThat(dot.x()).isBetween(0.0, (double) Sparkline.WIDTH);
        assertThat(dot.y()).isBetween(0.0, (double) Sparkline.HEIGHT);
    }
}
