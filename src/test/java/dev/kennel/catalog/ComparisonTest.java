package dev.kennel.catalog;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kennel.catalog.Comparison.Pair;
import dev.kennel.measurements.PairedDifference;

import static org.assertj.core.api.Assertions.assertThat;

/// What is said of two quants, on differences of tokens that are known.
class ComparisonTest {

    @Test
    void anIntervalThatHoldsZeroIsNoMeasurableDifference() {
        var difference =
                PairedDifference.of(new float[] {0.25f, 0.75f, 0.25f, 0.75f}, new float[] {0.5f, 0.5f, 0.5f, 0.5f});

        assertThat(new Pair(row("Q4_K_M"), row("IQ4_XS"), difference).words())
                .isEqualTo(
                        "No measurable difference between Q4_K_M and IQ4_XS: the 95 % interval, from -0.28290 to 0.28290"
                                + " nat, holds 0.");
    }

    @Test
    void theCloserIsNamedFirst() {
        float[] closer = {0.1f, 0.2f, 0.3f, 0.4f};
        float[] farther = {0.2f, 0.31f, 0.39f, 0.5f};

        assertThat(new Pair(row("Q2_K"), row("Q4_K_M"), PairedDifference.of(farther, closer)).words())
                .startsWith("Q4_K_M is closer than Q2_K by 0.10000 ±");
        assertThat(new Pair(row("Q4_K_M"), row("Q2_K"), PairedDifference.of(closer, farther)).words())
                .startsWith("Q4_K_M is closer than Q2_K by 0.10000 ±");
    }

    private static QuantRow row(String name) {
        return QuantRows.of(name, 1, Optional.empty());
    }
}
