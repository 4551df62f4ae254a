package dev.kennel.steer.run;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContinuationsTest {

    private static final List<Integer> STRAIGHT = IntStream.range(0, 32).boxed().toList();
    private static final List<Integer> CIRCLE =
            IntStream.range(0, 32).mapToObj(i -> i % 4).toList();

    @Test
    void anAnswerThatSaysTheSameAgainAndAgainRunsInCircles() {
        assertThat(Continuations.incoherent(List.of(STRAIGHT, CIRCLE))).isEqualTo(0.5);
    }

    @Test
    void aShortAnswerIsNone() {
        assertThat(Continuations.incoherent(List.of(List.of(), List.of(1), List.of(1, 1, 1))))
                .isZero();
    }
}
