package dev.kennel.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EncodeBenchTest {

    @Test
    void theResultSaysWhyThereIsNone() {
        assertThat(EncodeBench.inWords(List.of()))
                .isEqualTo("none, as no type of these families was measured: k, iq4, iq_grids");
        assertThat(EncodeBench.inWords(List.of("simd_ratio_k=8.12", "ladder_ratio=2.00")))
                .isEqualTo("simd_ratio_k=8.12 ladder_ratio=2.00");
    }
}
