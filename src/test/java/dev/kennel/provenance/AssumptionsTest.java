package dev.kennel.provenance;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.derivations.TensorVerdict;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.quantize.EncodeTask.TensorWork;

import static org.assertj.core.api.Assertions.assertThat;

class AssumptionsTest {

    private static final String EXPERTS = "blk.0.ffn_up_exps.weight";

    @Test
    void aTensorOfTheBasesTypeWasCopied() throws Exception {
        assertThat(of(EXPERTS, GgmlType.BF16).units()).containsOnlyKeys(TensorVerdict.COPIED);
    }

    @Test
    void aTypeThatUsesWeightsIsTriedWithAndWithout() throws Exception {
        assertThat(of(EXPERTS, GgmlType.Q4_K).units()).containsOnlyKeys(TensorVerdict.PLAIN, TensorVerdict.WEIGHTED);
    }

    @Test
    void whatIgnoresOrLacksWeightsIsTriedWithoutOnly() throws Exception {
        assertThat(of(EXPERTS, GgmlType.Q8_0).units()).containsOnlyKeys(TensorVerdict.PLAIN);
        assertThat(of("no.such.weight", GgmlType.Q4_K).units()).containsOnlyKeys(TensorVerdict.PLAIN);
    }

    @Test
    void aTypeThatCannotBeMadeIsNamed() throws Exception {
        assertThat(of(EXPERTS, GgmlType.Q8_K).obstacle()).hasValue("Nothing is quantized to q8_K.");
        assertThat(of("no.such.weight", GgmlType.IQ2_XXS).obstacle())
                .hasValue("iq2_xxs takes importance weights, and none are at hand for this tensor.");
        assertThat(of(EXPERTS, GgmlType.IQ2_XXS).units()).containsOnlyKeys(TensorVerdict.WEIGHTED);
    }

    private static Assumptions of(String tensor, GgmlType type) throws Exception {
        ImatrixFile imatrix = ImatrixFile.read(Fixtures.QWEN_MOE_IMATRIX);
        long columns = imatrix.sliceLength(EXPERTS).orElseThrow() / 8;
        var source = new TensorWork(
                tensor,
                0,
                0,
                2 * columns * 256 * 8,
                "0".repeat(64),
                GgmlType.BF16,
                List.of(columns, 256L, 8L),
                List.of());
        return Assumptions.of(source, type, Optional.of(imatrix));
    }
}
