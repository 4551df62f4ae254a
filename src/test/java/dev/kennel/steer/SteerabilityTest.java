package dev.kennel.steer;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SteerabilityTest {

    private static final double[] STRENGTHS =
            ResponseSettings.STRENGTHS.stream().mapToDouble(Double::doubleValue).toArray();

    /// Slopes of −1, 0 and 4 a unit, from −2, 0 and 2.
    @Test
    void slopesAreThoseOfTheLines() {
        Margins margins = lines(new double[] {-2, 0, 2}, new double[] {-1, 0, 4}, 0, new Random(1));

        assertThat(margins.slopes()).containsExactly(new double[] {-1, 0, 4}, within(1e-12));
        assertThat(margins.unsteered()).containsExactly(-2, 0, 2);
        assertThat(margins.means()[6]).isCloseTo(1.5, within(1e-12));
        Steerability base = Steerability.ofBase(margins);
        assertThat(base.slope().value()).isCloseTo(1, within(1e-12));
        assertThat(base.belowZero().value()).isCloseTo(1, within(1e-12));
        assertThat(base.antiSteerable()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(base.retention()).isEmpty();
    }

    /// By hand: strengths −1, 0, 1 with margins 0, 0, 3 have a slope of 3/2.
    @Test
    void aBentCurveHasTheSlopeOfItsLeastSquaresLine() {
        var margins = new Margins(new double[] {-1, 0, 1}, new double[][] {{0}, {0}, {3}});

        assertThat(margins.slopes()).containsExactly(1.5);
        assertThat(margins.slopesBelowZero()).containsExactly(0);
    }

    @Test
    void aQuantThatFollowsHalfAsFarRetainsHalfAndNeedsTwiceTheDose() {
        var random = new Random(5);
        double[] starts = random.doubles(100).toArray();
        double[] slopes = random.doubles(100, 1, 5).toArray();
        Margins base = lines(starts, slopes, 0.1, random);
        Margins half =
                lines(starts, Arrays.stream(slopes).map(slope -> slope / 2).toArray(), 0.1, random);

        Steerability found = Steerability.of(half, base);

        Interval retention = found.retention().orElseThrow();
        assertThat(retention.value()).isCloseTo(0.5, within(0.02));
        assertThat(retention.low()).isBetween(0.45, 0.5);
        assertThat(retention.high()).isBetween(0.5, 0.55);
        assertThat(found.dose().orElseThrow()).isCloseTo(2, within(0.1));
        double rise = Arrays.stream(slopes).average().orElseThrow() / 2;
        double meanSquare =
                Arrays.stream(STRENGTHS).map(a -> a * a * rise * rise).average().orElseThrow();
        assertThat(found.gap().orElseThrow()).isCloseTo(Math.sqrt(meanSquare), within(0.1));
    }

    /// Of the ratio of two means over the same probes, with noise of its own on each side.
    @Test
    void nineteenOfTwentyIntervalsOfRetentionHoldTheTruth() {
        var random = new Random(17);
        int held = 0;
        int experiments = 200;
        for (int experiment = 0; experiment < experiments; experiment++) {
            double[] slopes = random.doubles(60, 1, 5).toArray();
            double[] kept = Arrays.stream(slopes)
                    .map(slope -> 0.8 * slope + 0.3 * random.nextGaussian())
                    .toArray();
            Margins base = lines(new double[60], slopes, 0.3, random);
            Interval retention = Steerability.of(lines(new double[60], kept, 0.3, random), base)
                    .retention()
                    .orElseThrow();
            held += retention.low() <= 0.8 && retention.high() >= 0.8 ? 1 : 0;
        }

        assertThat((double) held / experiments).isBetween(0.89, 0.99);
    }

    @Test
    void noRetentionIsGivenWhereTheBaseCannotBeSteered() {
        var random = new Random(6);
        Margins base = lines(new double[100], random.doubles(100, -1, 1).toArray(), 0.1, random);

        Steerability found = Steerability.of(base, base);

        assertThat(Steerability.ofBase(base).slope().holdsZero()).isTrue();
        assertThat(found.retention()).isEmpty();
        assertThat(found.dose()).isEmpty();
    }

    @Test
    void aPlantedChangeOfBehaviourIsFoundAndNoneWhereThereIsNone() {
        var random = new Random(7);
        double[] base = random.doubles(100).map(_ -> random.nextGaussian()).toArray();
        double[] noisy = Arrays.stream(base)
                .map(margin -> margin + 0.2 * random.nextGaussian())
                .toArray();
        double[] moved = Arrays.stream(noisy).map(margin -> margin - 0.5).toArray();

        assertThat(Baseline.change(noisy, base).holdsZero()).isTrue();
        assertThat(Baseline.change(moved, base).high()).isNegative();
        assertThat(Baseline.of(new double[] {0, 0}).value()).isEqualTo(0.5);
    }

    @Test
    void aVectorThatMovesNothingIsSeen() {
        assertThat(lines(new double[] {1, 2}, new double[] {0, 0}, 0, new Random(1))
                        .unmoved())
                .isTrue();
        assertThat(lines(new double[] {1, 2}, new double[] {0, 0.1}, 0, new Random(1))
                        .unmoved())
                .isFalse();
    }

    @Test
    void theWindowReachesFromZeroToTheFirstDamageOnEachSide() {
        double[] whole = new double[7];
        double[] damage = {0.01, 0.2, 0.05, 0, 0.05, 0.1, 0.11};

        assertThat(UsableWindow.of(STRENGTHS, damage, whole)).contains(new UsableWindow(-0.5, 1));
        double[] incoherent = {0, 0, 0, 0, 0.06, 0, 0};
        assertThat(UsableWindow.of(STRENGTHS, damage, incoherent)).contains(new UsableWindow(-0.5, 0));
        assertThat(UsableWindow.of(STRENGTHS, damage, new double[] {0, 0, 0, 0.1, 0, 0, 0}))
                .isEmpty();
    }

    private static Margins lines(double[] starts, double[] slopes, double noise, Random random) {
        double[][] rows = new double[STRENGTHS.length][starts.length];
        for (int i = 0; i < rows.length; i++) {
            for (int probe = 0; probe < starts.length; probe++) {
                rows[i][probe] = starts[probe] + slopes[probe] * STRENGTHS[i] + noise * random.nextGaussian();
            }
        }
        return new Margins(STRENGTHS, rows);
    }
}
