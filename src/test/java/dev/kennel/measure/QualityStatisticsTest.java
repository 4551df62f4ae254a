package dev.kennel.measure;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class QualityStatisticsTest {

    private static final LogitsShape SHAPE = new LogitsShape(32, 100, 40);

    @Test
    void aMeanCarriesItsStandardError() {
        Estimate estimate = Estimate.ofMean(10, 30, 4);

        assertThat(estimate.value()).isEqualTo(2.5);
        assertThat(estimate.error()).isCloseTo(Math.sqrt((7.5 - 6.25) / 3), within(1e-12));
    }

    @Test
    void percentilesLieBetweenTheirNeighbours() {
        Percentiles percentiles = Percentiles.of(new float[] {4, 1, 3, 2});

        assertThat(percentiles.min()).isEqualTo(1);
        assertThat(percentiles.median()).isEqualTo(2.5);
        assertThat(percentiles.p75()).isCloseTo(3.25, within(1e-6));
        assertThat(percentiles.max()).isEqualTo(4);
    }

    @Test
    void errorsOfDifferencesAreThoseOfPairs() {
        // Given
        var random = new Random(1);
        var scores = new TokenScores(SHAPE);
        var differences = new double[SHAPE.scored()];
        for (int token = 0; token < SHAPE.scored(); token++) {
            float base = (float) Math.abs(random.nextGaussian());
            float quant = base + 0.1f * (float) random.nextGaussian();
            scores.set(token / SHAPE.scoredPerChunk(), token % SHAPE.scoredPerChunk(), quant, base, 0.01, true);
            differences[token] = quant - base;
        }
        // When
        Quality quality = Quality.of(scores);
        // Then
        assertThat(quality.logRatio().error()).isCloseTo(standardError(differences), within(1e-6));
        assertThat(quality.logRatio().error())
                .isLessThan(quality.perplexity().error() / quality.perplexity().value());
        assertThat(quality.kld().value()).isCloseTo(0.01, within(1e-7));
        assertThat(quality.sameTop()).isEqualTo(new Estimate(1, 0));
        assertThat(quality.correlation()).isBetween(0.9, 1.0);
    }

    @Test
    void driftIsTheMeanAtEachPlaceOfTheContext() {
        var scores = new TokenScores(SHAPE);
        for (int chunk = 0; chunk < SHAPE.chunks(); chunk++) {
            for (int scored = 0; scored < SHAPE.scoredPerChunk(); scored++) {
                scores.set(chunk, scored, 1, 1, scored < 7 ? 0.5 : 0.25, true);
            }
        }

        Quality quality = Quality.of(scores);

        assertThat(quality.drift()).hasSize(8);
        assertThat(quality.drift().getFirst()).isEqualTo(new Quality.Drift(16, 17, new Estimate(0.5, 0)));
        assertThat(quality.drift().getLast().kld().value()).isEqualTo(0.25);
        assertThat(quality.drift().getLast().to()).isEqualTo(31);
    }

    @Test
    void aFileHasAWholeNumberOfFourBytesPerRow() {
        assertThat(new LogitsShape(512, 151_936, 1).rowBytes()).isEqualTo(8 + 2 * 151_936);
        assertThat(new LogitsShape(512, 2047, 1).rowBytes()).isEqualTo(8 + 2 * 2048);
        assertThat(new LogitsShape(512, 2048, 1).scoredPerChunk()).isEqualTo(255);
    }

    private static double standardError(double[] values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / values.length;
        return Math.sqrt((squares / values.length - mean * mean) / (values.length - 1));
    }
}
