package dev.kennel.steer.run;

import org.junit.jupiter.api.Test;

import dev.kennel.worker.TaskFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class UnitSearchTest {

    /// Damage of 0.1 at 0.37, 3.7 and 37.
    @Test
    void theUnitIsTheLargestStrengthWithLittleDamage() throws Exception {
        for (double wanted : new double[] {0.37, 3.7, 37}) {
            double unit = UnitSearch.unit(strength -> 0.1 * (strength / wanted) * (strength / wanted));

            assertThat(unit).isLessThanOrEqualTo(wanted).isCloseTo(wanted, within(0.02 * wanted));
        }
    }

    @Test
    void theSignThatDoesMoreDamageCounts() throws Exception {
        double unit = UnitSearch.unit(strength -> strength < 0 ? -strength / 20 : strength / 100);

        assertThat(unit).isCloseTo(2, within(0.05));
    }

    @Test
    void aVectorThatAlwaysWrecksAndOneThatNeverDoesAreRefused() {
        assertThatThrownBy(() -> UnitSearch.unit(_ -> 1)).isInstanceOf(TaskFailure.class);
        assertThatThrownBy(() -> UnitSearch.unit(_ -> 0))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("does nothing");
    }
}
