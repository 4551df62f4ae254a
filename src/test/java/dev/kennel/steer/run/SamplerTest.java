package dev.kennel.steer.run;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SamplerTest {

    private static final int DRAWS = 100_000;

    /// Probabilities of a half, three tenths, a sixth and a thirtieth.
    private static final NextToken NEXT = new NextToken(new float[] {log(15), log(9), log(5), log(1)});

    private static float log(double weight) {
        return (float) Math.log(weight);
    }

    @Test
    void atTemperatureZeroTheLikeliestIsChosen() {
        var sampler = new Sampler(0);

        assertThat(sampler.choose(NEXT, 0)).isZero();
        assertThat(sampler.choose(NEXT, 0.999999)).isZero();
    }

    @Test
    void atTemperatureOneEachIsChosenAsOftenAsItIsLikely() {
        double[] shares = shares(new Sampler(1));

        assertThat(shares[0]).isCloseTo(15.0 / 30, within(0.01));
        assertThat(shares[1]).isCloseTo(9.0 / 30, within(0.01));
        assertThat(shares[2]).isCloseTo(5.0 / 30, within(0.01));
        assertThat(shares[3]).isCloseTo(1.0 / 30, within(0.01));
    }

    @Test
    void atALowTemperatureTheLikeliestIsChosenMoreOften() {
        double[] shares = shares(new Sampler(0.5));

        double sum = 225 + 81 + 25 + 1;
        assertThat(shares[0]).isCloseTo(225 / sum, within(0.01));
        assertThat(shares[2]).isCloseTo(25 / sum, within(0.01));
    }

    @Test
    void whatIsFarLessLikelyThanTheLikeliestIsNeverChosen() {
        var next = new NextToken(new float[] {log(100), log(4.9), log(5.1)});

        var sampler = new Sampler(2);

        var random = new SplittableRandom(1);
        for (int i = 0; i < DRAWS; i++) {
            assertThat(sampler.choose(next, random.nextDouble())).isNotEqualTo(1);
        }
    }

    private static double[] shares(Sampler sampler) {
        var random = new SplittableRandom(1);
        var shares = new double[4];
        for (int i = 0; i < DRAWS; i++) {
            shares[sampler.choose(NEXT, random.nextDouble())] += 1.0 / DRAWS;
        }
        return shares;
    }
}
