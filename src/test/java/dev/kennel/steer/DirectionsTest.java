package dev.kennel.steer;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DirectionsTest {

    @Test
    void betweenMeansIsTheDifferenceOfTheMeans() {
        float[][] positive = {{1, 4}, {3, 0}};
        float[][] negative = {{0, 1}, {0, 1}};

        assertThat(Directions.betweenMeans(positive, negative)).containsExactly(2, 1);
    }

    @Test
    void theSeparationIsInStandardDeviations() {
        float[][] positive = {{4}, {6}};
        float[][] negative = {{0}, {2}};

        assertThat(Directions.separation(new double[] {3}, positive, negative)).isEqualTo(4);
        assertThat(Directions.separation(new double[] {0}, positive, negative)).isZero();
    }

    /// The pairs differ along (1, 1) by 2, 4 and 6 times, and across it by next to nothing.
    @Test
    void thePrincipalAxisPointsToThePositivePoleAndIsAsLongAsTheMeansLieApart() {
        float[][] positive = {{2, 2}, {4, 4.1f}, {6, 5.9f}};
        float[][] negative = {{0, 0}, {0, 0}, {0, 0}};

        double[] axis = Directions.principal(positive, negative);

        assertThat(axis[0]).isCloseTo(4, within(0.05));
        assertThat(axis[1]).isCloseTo(4, within(0.05));
        assertThat(Directions.principal(negative, positive)[0]).isCloseTo(-4, within(0.05));
    }

    @Test
    void aPlantedDirectionIsFoundUnderNoise() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            double[] planted = random.doubles(32, -1, 1).toArray();
            float[][] positive = noisy(random, planted, 1);
            float[][] negative = noisy(random, planted, -1);

            assertThat(cosine(Directions.betweenMeans(positive, negative), planted))
                    .isGreaterThan(0.95);
            assertThat(cosine(Directions.principal(positive, negative), planted))
                    .isGreaterThan(0.95);
        }
    }

    private static float[][] noisy(Random random, double[] planted, int sign) {
        var rows = new float[200][planted.length];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (sign * planted[i] + random.nextGaussian());
            }
        }
        return rows;
    }

    private static double cosine(double[] one, double[] other) {
        double dot = 0;
        for (int i = 0; i < one.length; i++) {
            dot += one[i] * other[i];
        }
        return dot / Directions.norm(one) / Directions.norm(other);
    }
}
