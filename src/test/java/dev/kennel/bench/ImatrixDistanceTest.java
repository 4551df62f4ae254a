package dev.kennel.bench;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ImatrixDistanceTest {

    @Test
    void aMatrixIsNotFarFromItself() throws Exception {
        Path matrix = Fixtures.QWEN_MOE_IMATRIX;

        assertThat(ImatrixDistance.between(matrix, matrix)).isEqualTo(new ImatrixDistance(0, 0));
    }

    @Test
    void matricesOfOtherModelsAreNotCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImatrixDistance.between(Fixtures.QWEN_MOE_IMATRIX, Fixtures.NEMOTRON_MOE_IMATRIX));
    }
}
