package dev.kennel.derivations;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.UnitStaged;

import static org.assertj.core.api.Assertions.assertThat;

/// A check says what encoded the tensors that it compared with.
class CheckedDerivationTest {

    @Test
    void itIsWhatEncodedAnyOfThem() {
        CheckedDerivation check = check(
                tensor(GgmlType.F32, TensorVerdict.COPIED, UnitStaged.COPY),
                tensor(GgmlType.Q4_0, TensorVerdict.PLAIN, "opencl"),
                tensor(GgmlType.Q6_K, TensorVerdict.DIFFERENT, "simd"),
                tensor(GgmlType.IQ1_S, TensorVerdict.UNCHECKED, null));

        assertThat(check.encodersUsed().map(EncodersUsed::inWords)).contains("opencl (q4_0), simd (q6_K)");
        assertThat(check.whatEncoded()).isEqualTo("encoded by opencl (q4_0), simd (q6_K)");
    }

    @Test
    void whatIsNotKnownOfEachIsNotSaidOfAll() {
        CheckedDerivation check = check(
                tensor(GgmlType.Q4_0, TensorVerdict.PLAIN, null), tensor(GgmlType.Q6_K, TensorVerdict.PLAIN, "simd"));

        assertThat(check.encodersUsed()).isEmpty();
        assertThat(check.whatEncoded()).isEqualTo("what encoded was not recorded");
    }

    private static CheckedDerivation check(CheckedTensor... tensors) {
        return new CheckedDerivation(new DerivationCheck(), List.of(tensors));
    }

    private static CheckedTensor tensor(GgmlType type, TensorVerdict verdict, String encoder) {
        var tensor = new CheckedTensor();
        tensor.type = type;
        tensor.verdict = verdict;
        tensor.encoder = encoder;
        return tensor;
    }
}
