package dev.kennel.measure.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Against the definitions, written out plainly in double precision.
class LogitsTest {

    private static final int MOST_TOKENS = 5000;

    @RepeatedTest(200)
    void likelihoodsAndDivergenceAreThoseOfTheDefinitions(RepetitionInfo info) {
        // Given
        var random = new Random(info.getCurrentRepetition());
        String seed = "seed " + info.getCurrentRepetition();
        float[] base = logits(random, 2 + random.nextInt(MOST_TOKENS));
        float[] quant = disturbed(random, base);
        int next = random.nextInt(base.length);
        // When
        StoredProbabilities stored = stored(base);
        Logits read = new Logits(segment(quant));
        // Then
        double[] quantLog = logProbabilities(quant);
        assertThat((double) read.nll(next)).as(seed).isCloseTo(-quantLog[next], within(tolerance(quant)));
        assertThat(read.divergence(stored))
                .as(seed)
                .isCloseTo(divergence(stored, quantLog), within(1e-4 * (1 + spread(quant))));
        assertThat(read.sameTop(stored)).as(seed).isEqualTo(first(quant) == firstStored(stored));
    }

    @RepeatedTest(100)
    void whatIsStoredIsTheProbabilityWithinAStep(RepetitionInfo info) {
        // Given
        var random = new Random(info.getCurrentRepetition());
        float[] logits = logits(random, 2 + random.nextInt(MOST_TOKENS));
        // When
        StoredProbabilities stored = stored(logits);
        // Then
        double[] exact = logProbabilities(logits);
        double top = IntStream.range(0, logits.length)
                .mapToDouble(i -> exact[i])
                .max()
                .orElseThrow();
        for (int token = 0; token < logits.length; token++) {
            double wanted = Math.max(exact[token], top - StoredProbabilities.DEPTH);
            assertThat((double) stored.logProbability(token))
                    .as("seed %d, token %d", info.getCurrentRepetition(), token)
                    .isCloseTo(wanted, within(stored.scale() + tolerance(logits)));
        }
    }

    @Test
    void theFirstOfEqualsIsTheLikeliest() {
        float[] logits = new float[100];
        logits[37] = logits[80] = 3;
        float[] later = logits.clone();
        later[37] = 0;

        assertThat(new Logits(segment(logits)).sameTop(stored(logits))).isTrue();
        assertThat(new Logits(segment(logits)).sameTop(stored(later))).isFalse();
    }

    @Test
    void aModelThatKnowsNothingSpreadsEvenly() {
        float[] logits = new float[1000];

        Logits read = new Logits(segment(logits));

        assertThat((double) read.nll(5)).isCloseTo(Math.log(1000), within(1e-5));
        assertThat(read.divergence(stored(logits))).isCloseTo(0, within(1e-5));
    }

    private static float[] logits(Random random, int vocabulary) {
        float spread = new float[] {0.1f, 1, 4, 20, 100}[random.nextInt(5)];
        float shift = random.nextFloat(-50, 50);
        var logits = new float[vocabulary];
        for (int i = 0; i < vocabulary; i++) {
            logits[i] = (float) (random.nextGaussian() * spread + shift);
        }
        return logits;
    }

    private static float[] disturbed(Random random, float[] logits) {
        float by = random.nextFloat();
        var other = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            other[i] = (float) (logits[i] + by * random.nextGaussian());
        }
        return other;
    }

    private static StoredProbabilities stored(float[] logits) {
        MemorySegment bytes = Arena.ofAuto().allocate(8 + 4L * ((logits.length + 1) / 2), 4);
        var stored = new StoredProbabilities(bytes, logits.length);
        new Logits(segment(logits)).store(stored);
        return stored;
    }

    private static MemorySegment segment(float[] values) {
        return Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
    }

    private static double[] logProbabilities(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - (double) logits[first(logits)]);
        }
        var result = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            result[i] = logits[i] - (double) logits[first(logits)] - Math.log(sum);
        }
        return result;
    }

    private static double divergence(StoredProbabilities base, double[] quantLog) {
        double sum = 0;
        for (int i = 0; i < quantLog.length; i++) {
            float log = base.logProbability(i);
            if (log > -StoredProbabilities.DEPTH) {
                sum += Math.exp(log) * (log - quantLog[i]);
            }
        }
        return sum;
    }

    private static int first(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static int firstStored(StoredProbabilities stored) {
        int best = 0;
        for (int i = 1; i < stored.vocabulary(); i++) {
            best = stored.logProbability(i) > stored.logProbability(best) ? i : best;
        }
        return best;
    }

    private static double spread(float[] logits) {
        double most = 0;
        for (float logit : logits) {
            most = Math.max(most, Math.abs(logit));
        }
        return most;
    }

    /// Floats of this size hold no more.
    private static double tolerance(float[] logits) {
        return 1e-6 * (10 + spread(logits));
    }
}
