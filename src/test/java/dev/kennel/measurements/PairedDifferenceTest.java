package dev.kennel.measurements;

import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class PairedDifferenceTest {

    @Test
    void itIsTheMeanOfTheDifferencesWithItsStandardError() {
        PairedDifference pair = PairedDifference.of(new float[] {3, 5, 7, 9}, new float[] {1, 1, 1, 1});

        assertThat(pair.difference().value()).isEqualTo(5);
        // the deviation of 2, 4, 6, 8 is √(20/3), over √4
        assertThat(pair.difference().error()).isCloseTo(Math.sqrt(20.0 / 3) / 2, within(1e-12));
        assertThat(pair.significant()).isTrue();
    }

    @Test
    void aFileDoesNotDifferFromItself() {
        PairedDifference pair = PairedDifference.of(new float[] {1, 2}, new float[] {1, 2});

        assertThat(pair.difference().value()).isZero();
        assertThat(pair.significant()).isFalse();
    }

    /// What both find hard cancels out: a shift far below the values' own spread shows.
    @RepeatedTest(20)
    void aSmallShiftOnTheSameTokensShowsAndNoiseAloneSeldomDoes(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var hard = new float[4000];
        var shifted = new float[4000];
        for (int i = 0; i < hard.length; i++) {
            hard[i] = (float) (100 * random.nextDouble());
            shifted[i] = (float) (hard[i] + 0.1 + 0.5 * random.nextGaussian());
        }

        PairedDifference pair = PairedDifference.of(shifted, hard);

        assertThat(pair.significant()).isTrue();
        assertThat(pair.difference().value()).isCloseTo(0.1, within(0.05));
    }

    @Test
    void whatIsNoNumberIsNoTie() {
        assertThat(PairedDifference.of(new float[] {Float.NaN, 1, 2}, new float[] {1, 1, 2})
                        .significant())
                .isTrue();
    }

    @Test
    void seriesOfDifferentTextsAreNoPairs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedDifference.of(new float[1], new float[2]))
                .withMessageContaining("1 and 2");
    }
}
