package dev.kennel.quantize;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodersUsed.TypeEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/// What was asked for and what encoded in truth, in words.
class EncodersUsedTest {

    private static final TypeEncoder COPY = new TypeEncoder(GgmlType.F32, UnitStaged.COPY);
    private static final TypeEncoder OPENCL = new TypeEncoder(GgmlType.Q4_0, "opencl");
    private static final TypeEncoder SIMD = new TypeEncoder(GgmlType.Q6_K, "simd");

    @Test
    void eachTypeHasItsEncodersOnceAndCopiesHaveNone() {
        EncodersUsed used = used(SIMD, OPENCL, COPY, new TypeEncoder(GgmlType.Q4_0, "opencl, simd"), OPENCL);

        assertThat(used.types())
                .containsExactly(
                        new TypeEncoder(GgmlType.Q4_0, "opencl, simd"), new TypeEncoder(GgmlType.Q6_K, "simd"));
        assertThat(used.encoders()).containsExactly("opencl", "simd");
        assertThat(used.whatEncoded()).isEqualTo("encoded by opencl (q4_0), simd (q4_0, q6_K)");
    }

    @Test
    void oneEncoderNeedsNoTypes() {
        assertThat(used(OPENCL).whatEncoded()).isEqualTo("encoded by opencl");
        assertThat(used(COPY).whatEncoded()).isEqualTo("nothing was encoded");
    }

    @Test
    void whereTheCpuDidWhatADeviceWasAskedForThatIsSaid() {
        var device = new AskedDevice("OpenCL0");

        assertThat(device.inWords()).isEqualTo("On OpenCL0; on the CPU what it cannot do.");
        assertThat(device.inWords(Optional.of(used(OPENCL)))).endsWith(" Encoded by opencl.");
        assertThat(device.inWords(Optional.of(used(OPENCL, SIMD))))
                .endsWith(" Encoded by opencl (q4_0), simd (q6_K): not all of it on OpenCL0.");
        assertThat(device.inWords(Optional.of(used(SIMD)))).endsWith(" Encoded by simd: nothing of it on OpenCL0.");
        assertThat(device.inWords(Optional.empty())).endsWith(" What encoded was not recorded.");
    }

    @Test
    void whereNoDeviceWasNamedWhatEncodedIsSaidAllTheSame() {
        assertThat(new AskedDevice("auto").inWords(Optional.of(used(OPENCL, SIMD))))
                .endsWith("or the CPU where there is none. Encoded by opencl (q4_0), simd (q6_K).");
        assertThat(new AskedDevice("cpu").inWords(Optional.of(used(SIMD))))
                .isEqualTo("On the CPU alone. Encoded by simd.");
        assertThat(new AskedDevice("cpu").inWords(Optional.of(used(COPY))))
                .isEqualTo("On the CPU alone. Nothing was encoded.");
    }

    @Test
    void besideATableTheTypesAreLeftOut() {
        var device = new AskedDevice("OpenCL0");

        assertThat(device.inShort(used(OPENCL, SIMD))).endsWith(" Encoded by opencl, simd: not all of it on OpenCL0.");
        assertThat(device.inShort(new EncodersUsed(List.of()))).isEqualTo(device.inWords());
    }

    private static EncodersUsed used(TypeEncoder... tensors) {
        return EncodersUsed.of(Stream.of(tensors));
    }
}
