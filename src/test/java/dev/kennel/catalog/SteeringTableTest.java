package dev.kennel.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.kennel.catalog.SteeringTable.Row;
import dev.kennel.measure.LogitsShape;
import dev.kennel.measure.Quality;
import dev.kennel.measure.TokenScores;
import dev.kennel.measurements.Evaluation;
import dev.kennel.measurements.Place;
import dev.kennel.measurements.QualityFigures;
import dev.kennel.measurements.QualityRun;
import dev.kennel.responses.FeatureRun;
import dev.kennel.steer.FeatureFigures;
import dev.kennel.steer.Interval;

import static org.assertj.core.api.Assertions.assertThat;

/// What the table says of quants that behave otherwise, on ladders of which the divergences are known.
class SteeringTableTest {

    private static final LogitsShape SHAPE = new LogitsShape(64, 16, 4);
    private static final String MOVED = "less hedged than the base: −0.120 ± 0.030";

    @Test
    void aUsualKldIsNoExcuse() {
        QuantRow usual = quant(4.5, Optional.of(0.022));

        assertThat(KldStandings.of(ladderWith(usual)).of(usual)).isEqualTo(KldStanding.USUAL);
        assertThat(words(KldStanding.USUAL)).isEqualTo(MOVED + ", though its KLD is usual for its size");
    }

    @Test
    void aKldAboveTheUsualWarnsItself() {
        QuantRow above = quant(4.5, Optional.of(0.5));

        assertThat(KldStandings.of(ladderWith(above)).of(above)).isEqualTo(KldStanding.ABOVE);
        assertThat(words(KldStanding.ABOVE)).isEqualTo(MOVED + "; its KLD is above the usual for its size, too");
    }

    @Test
    void withoutAKldTheWordsSaySo() {
        QuantRow unmeasured = quant(4.5, Optional.empty());

        assertThat(KldStandings.of(ladderWith(unmeasured)).of(unmeasured)).isEqualTo(KldStanding.UNMEASURED);
        assertThat(words(KldStanding.UNMEASURED)).isEqualTo(MOVED + "; its KLD is not measured");
    }

    @Test
    void amongFewNothingIsUsual() {
        QuantRow lone = quant(4.5, Optional.of(0.02));

        assertThat(KldStandings.of(List.of(lone)).of(lone)).isEqualTo(KldStanding.UNKNOWN);
        assertThat(words(KldStanding.UNKNOWN)).startsWith(MOVED + "; too few KLDs are measured");
    }

    @Test
    void thoseComeFirstWhoseKldDoesNotShowIt() {
        Row above = row("Q2_K", KldStanding.ABOVE, -0.12);
        Row unmeasured = row("Q3_K", KldStanding.UNMEASURED, -0.12);
        Row usual = row("Q4_K", KldStanding.USUAL, -0.12);
        Row unmoved = row("Q8_0", KldStanding.USUAL, -0.01);
        var table = new SteeringTable(List.of("hedging"), base(), List.of(above, unmeasured, usual, unmoved));

        assertThat(table.moved()).extracting(moved -> moved.row().name()).containsExactly("Q4_K", "Q2_K", "Q3_K");
    }

    private static String words(KldStanding standing) {
        return row("Q4_K", standing, -0.12).movedInWords().getFirst();
    }

    private static Row base() {
        return new Row("base", "/some/Model", Map.of(), Optional.empty());
    }

    private static Row row(String name, KldStanding standing, double change) {
        var figures = new FeatureFigures(
                new Interval(0.5, 0.4, 0.6),
                Optional.of(new Interval(change, change - 0.03, change + 0.03)),
                0.9,
                0.1,
                Optional.empty());
        var run = new FeatureRun(
                1,
                "a".repeat(64),
                "b".repeat(64),
                "hedging",
                "c".repeat(64),
                "hedged",
                "certain",
                Optional.empty(),
                figures,
                1,
                Instant.EPOCH);
        return new Row(name, "/some/Model/quants/" + name, Map.of("hedging", run), Optional.of(standing));
    }

    /// Each bit more divides the divergence by four.
    private static List<QuantRow> ladderWith(QuantRow other) {
        var rows = new ArrayList<>(IntStream.rangeClosed(2, 8)
                .mapToObj(bits -> quant(bits, Optional.of(0.04 * Math.pow(4, 4 - bits))))
                .toList());
        rows.add(other);
        return rows;
    }

    private static QuantRow quant(double bits, Optional<Double> kld) {
        QuantRow row = QuantRows.of("Q", 1000, kld.map(SteeringTableTest::figures));
        row.quant().artifact.bitsPerWeight = bits;
        return row;
    }

    private static QualityFigures figures(double kld) {
        var scores = new TokenScores(SHAPE);
        for (int token = 0; token < SHAPE.scored(); token++) {
            scores.set(token / SHAPE.scoredPerChunk(), token % SHAPE.scoredPerChunk(), 1, 1, kld, true);
        }
        return new QualityFigures(List.of(new QualityRun(
                1,
                new Evaluation("a".repeat(64), "text", 64, 4, "b".repeat(64), "base"),
                Quality.of(scores),
                new Place("processor", 1, "cpu", null, null, "haswell", "0.5.0"),
                "environment",
                "series",
                Instant.EPOCH)));
    }
}
