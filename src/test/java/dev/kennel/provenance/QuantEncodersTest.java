package dev.kennel.provenance;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.EncodersUsed.TypeEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/// What earlier jobs encoded is not said of the job that made a quant.
class QuantEncodersTest {

    private static final EncodersUsed NONE = new EncodersUsed(List.of());
    private static final EncodersUsed OPENCL = new EncodersUsed(List.of(new TypeEncoder(GgmlType.Q4_0, "opencl")));
    private static final EncodersUsed GGML = new EncodersUsed(List.of(new TypeEncoder(GgmlType.Q6_K, "ggml")));

    @Test
    void itsOwnJobAndEarlierOnesAreToldApart() {
        assertThat(new QuantEncoders(OPENCL, NONE).inWords()).isEqualTo("opencl");
        assertThat(new QuantEncoders(OPENCL, GGML).inWords())
                .isEqualTo("opencl; earlier, units from the store by ggml");
        assertThat(new QuantEncoders(NONE, GGML).inWords()).isEqualTo("ggml, earlier: its units were in the store");
        assertThat(new QuantEncoders(NONE, NONE).inWords()).isEqualTo("none: its tensors are copies");
    }
}
