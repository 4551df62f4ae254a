package dev.kennel.steer;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ModelFacts;

import static org.assertj.core.api.Assertions.assertThat;

class SteeringReachTest {

    @Test
    void inQwenEveryBlockButTheFirst() throws Exception {
        assertThat(reach(Fixtures.QWEN_MOE).blocks()).containsExactly(1, 2, 3);
        assertThat(reach(Fixtures.QWEN_MOE).tensor()).isEqualTo("l_out");
    }

    @Test
    void inNemotronTheBlocksOfExpertsOnly() throws Exception {
        assertThat(reach(Fixtures.NEMOTRON_MOE).blocks()).containsExactly(1, 3, 5, 7);
        assertThat(reach(Fixtures.NEMOTRON_MOE).tensor()).isEqualTo("nemotron_h_block_out");
    }

    private static SteeringReach reach(Path model) throws Exception {
        return SteeringReach.of(ModelFacts.of(GgufFiles.open(model)));
    }
}
