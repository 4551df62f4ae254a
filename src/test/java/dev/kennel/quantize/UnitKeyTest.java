package dev.kennel.quantize;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UnitKeyTest {

    private static final String SOURCE = "a".repeat(64);
    private static final Optional<String> SLICE = Optional.of("b".repeat(64));
    private static final List<Long> SHAPE = List.of(256L, 12L);

    @Test
    void everyPartOfTheDerivationChangesIt() {
        assertThat(Stream.of(
                        UnitKey.of(SOURCE, GgmlType.BF16, SHAPE, GgmlType.Q4_K, SLICE),
                        UnitKey.of("c".repeat(64), GgmlType.BF16, SHAPE, GgmlType.Q4_K, SLICE),
                        UnitKey.of(SOURCE, GgmlType.F16, SHAPE, GgmlType.Q4_K, SLICE),
                        UnitKey.of(SOURCE, GgmlType.BF16, List.of(2561L, 2L), GgmlType.Q4_K, SLICE),
                        UnitKey.of(SOURCE, GgmlType.BF16, SHAPE, GgmlType.Q5_K, SLICE),
                        UnitKey.of(SOURCE, GgmlType.BF16, SHAPE, GgmlType.Q4_K, Optional.empty())))
                .doesNotHaveDuplicates();
    }

    @Test
    void isTheSameInEveryProcess() {
        assertThat(UnitKey.of(SOURCE, GgmlType.BF16, SHAPE, GgmlType.Q4_K, SLICE))
                .hasToString("f7fb50eb40f281060fe3a7bd453e2936b080e419d04ade5a04d7e3de5aa1eeb7");
    }

    @Test
    void isADigestAndNothingElse() {
        assertThatThrownBy(() -> new UnitKey("../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../../etc/passwd");
    }
}
