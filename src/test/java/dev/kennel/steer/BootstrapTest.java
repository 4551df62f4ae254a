package dev.kennel.steer;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BootstrapTest {

    private static final int EXPERIMENTS = 400;
    private static final int PROBES = 60;

    @Test
    void aMeanOfEqualNumbersHasNoWidth() {
        Interval interval = Bootstrap.ofMean(new double[] {2, 2, 2});

        assertThat(interval).isEqualTo(new Interval(2, 2, 2));
        assertThat(interval.holdsZero()).isFalse();
    }

    /// Of 0 and 1 in equal numbers, 100 draws have a mean with a standard deviation of 0.05.
    @Test
    void theIntervalOfAShareIsThatOfTheNormalDistribution() {
        double[] values = new double[100];
        for (int i = 0; i < values.length; i += 2) {
            values[i] = 1;
        }

        Interval interval = Bootstrap.ofMean(values);

        assertThat(interval.value()).isEqualTo(0.5);
        assertThat(interval.low()).isCloseTo(0.5 - 1.96 * 0.05, within(0.011));
        assertThat(interval.high()).isCloseTo(0.5 + 1.96 * 0.05, within(0.011));
    }

    @Test
    void theSameNumbersAlwaysGiveTheSameInterval() {
        double[] values = new Random(3).doubles(50).toArray();

        assertThat(Bootstrap.ofMean(values)).isEqualTo(Bootstrap.ofMean(values.clone()));
    }

    /// Three standard deviations of a share of 400 experiments, and what the percentile bootstrap is known to lack with
    /// 60 values.
    @Test
    void nineteenOfTwentyIntervalsHoldTheTruth() {
        var random = new Random(11);
        int held = 0;
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            double[] values =
                    random.doubles(PROBES).map(_ -> 1 + random.nextGaussian()).toArray();
            Interval interval = Bootstrap.ofMean(values);
            held += interval.low() <= 1 && interval.high() >= 1 ? 1 : 0;
        }

        assertThat((double) held / EXPERIMENTS).isBetween(0.90, 0.98);
    }

    @Test
    void whatIsNoNumberHasNoInterval() {
        assertThat(Bootstrap.of(5, _ -> Double.NaN)).isEmpty();
        assertThat(Bootstrap.of(5, chosen -> chosen[0] < 2 ? Double.NaN : 1)).isEmpty();
    }
}
