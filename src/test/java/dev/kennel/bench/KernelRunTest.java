package dev.kennel.bench;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.TimeValue;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class KernelRunTest {

    private static final TimeValue SHORT = TimeValue.milliseconds(50);

    private final KernelRun run = new KernelRun(SHORT, SHORT, 3);

    @BeforeAll
    static void load() {
        PackagedLlama.get();
        // another bench may run on this machine
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void bothEncodersAreMeasured() throws Exception {
        MeasuredKernel kernel = run.measure(GgmlType.Q8_0, false);

        assertThat(kernel.ggml()).isPositive();
        assertThat(kernel.vectors()).isPositive();
        assertThat(kernel.ratio()).isPositive();
    }

    @Test
    void whatKeptItFromMeasuringIsTold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> run.measure(GgmlType.F16, false))
                .withMessageContaining("JMH did not measure the kernels of f16")
                .withMessageContaining("No kernel encodes f16");
    }
}
