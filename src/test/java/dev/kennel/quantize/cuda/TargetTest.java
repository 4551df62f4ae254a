package dev.kennel.quantize.cuda;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetTest {

    private static final List<Integer> SUPPORTED = List.of(75, 80, 90, 100);

    @Test
    void aGpuThatIsKnownGetsItsOwnCode() {
        assertThat(Target.of(90, SUPPORTED).orElseThrow().architecture()).isEqualTo("sm_90");
    }

    @Test
    void aGpuThatIsNotKnownGetsPtxOfTheNearestBefore() {
        assertThat(Target.of(89, SUPPORTED).orElseThrow().architecture()).isEqualTo("compute_80");
        assertThat(Target.of(120, SUPPORTED).orElseThrow().architecture()).isEqualTo("compute_100");
    }

    @Test
    void aGpuThatIsTooOldGetsNothing() {
        assertThat(Target.of(61, SUPPORTED)).isEmpty();
    }
}
