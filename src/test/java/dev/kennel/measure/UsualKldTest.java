package dev.kennel.measure;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.kennel.measure.UsualKld.Point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class UsualKldTest {

    /// Each bit more divides the divergence by four: 0.16 at 3 bits, 0.04 at 4, and so on.
    private static final List<Point> LADDER = ladder();

    @Test
    void quantsOnALineAreUsualUpToHalfAsMuchAgain() {
        UsualKld usual = UsualKld.of(LADDER).orElseThrow();

        assertThat(usual.slope()).isEqualTo(-Math.log(4), within(1e-9));
        assertThat(usual.highest(4)).isEqualTo(0.06, within(1e-9));
        assertThat(LADDER).allMatch(usual::holds);
        assertThat(usual.holds(new Point(4, 0.059))).isTrue();
        assertThat(usual.holds(new Point(4, 0.061))).isFalse();
        assertThat(usual.holds(new Point(8, 0.04))).isFalse();
    }

    @Test
    void aBrokenQuantIsAboveTheUsualAndMovesNoOther() {
        List<Point> withBroken =
                Stream.concat(LADDER.stream(), Stream.of(new Point(4.5, 3))).toList();

        UsualKld usual = UsualKld.of(withBroken).orElseThrow();

        assertThat(usual.holds(new Point(4.5, 3))).isFalse();
        assertThat(LADDER).allMatch(usual::holds);
    }

    @Test
    void quantsThatScatterHaveAWiderRange() {
        double[] factors = {1, 1.5, 1 / 1.5, 1.2, 1 / 1.2, 1.4, 1 / 1.4};
        List<Point> scattered = IntStream.range(0, LADDER.size())
                .mapToObj(i -> new Point(LADDER.get(i).bits(), LADDER.get(i).kld() * factors[i]))
                .toList();

        UsualKld usual = UsualKld.of(scattered).orElseThrow();

        assertThat(scattered).allMatch(usual::holds);
        assertThat(usual.holds(new Point(4, 0.1))).isTrue();
        assertThat(usual.holds(new Point(4, 1))).isFalse();
    }

    @Test
    void aQuantThatIsCloserThanItsSizeSaysIsUsual() {
        UsualKld usual = UsualKld.of(LADDER).orElseThrow();

        assertThat(usual.holds(new Point(2, 0))).isTrue();
        assertThat(usual.holds(new Point(2, 1e-6))).isTrue();
    }

    @Test
    void fewQuantsHaveNothingUsual() {
        assertThat(UsualKld.of(LADDER.subList(0, 4))).isEmpty();
        assertThat(UsualKld.of(List.of())).isEmpty();
        assertThat(UsualKld.of(IntStream.range(1, 9)
                        .mapToObj(i -> new Point(4, i / 100.0))
                        .toList()))
                .isEmpty();
        assertThat(UsualKld.of(Stream.concat(
                                LADDER.subList(0, 4).stream(), Stream.of(new Point(16, 0), new Point(16, Double.NaN)))
                        .toList()))
                .isEmpty();
    }

    private static List<Point> ladder() {
        return IntStream.rangeClosed(2, 8)
                .mapToObj(bits -> new Point(bits, 0.04 * Math.pow(4, 4 - bits)))
                .toList();
    }
}
