package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.Fixtures;
import dev.kennel.gguf.ModelFacts.Experts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ModelFactsTest {

    @TempDir
    Path directory;

    @Test
    void textsThatAreTooLongForALineAreCut() throws IOException {
        Path model = GgufWriter.model("llama")
                .put("llama.block_count", 1)
                .put("general.name", "é".repeat(1000))
                .put("general.license", "x".repeat(GgufHeader.LONGEST_LABEL))
                .tensor("blk.0.attn_q.weight", GgmlType.F32, 8, 8)
                .write(directory.resolve("long.gguf"));

        ModelFacts facts = facts(model);

        assertThat(facts.name()).contains("é".repeat(GgufHeader.LONGEST_LABEL) + "…");
        assertThat(facts.licence().id()).contains("x".repeat(GgufHeader.LONGEST_LABEL));
    }

    @Test
    void tellsWhatQwenSmallIs() throws IOException {
        ModelFacts facts = facts(Fixtures.QWEN_MOE);

        assertThat(facts.architecture()).isEqualTo("qwen35moe");
        assertThat(facts.family()).isEqualTo("Qwen3.5");
        assertThat(facts.name()).contains("Pup Qwen3.5 MoE 9M");
        assertThat(facts.sizeLabel()).contains("8x3.7M");
        assertThat(facts.languages()).containsExactly("en");
        assertThat(facts.tags()).containsExactly("kennel-pup", "text-generation");
        assertThat(facts.experts()).isEqualTo(new Experts(8, 2, 1));
        assertThat(facts.contextLength()).hasValue(4096);
        assertThat(facts.embeddingLength()).hasValue(256);
        assertThat(facts.blockCount()).isEqualTo(4);
        assertThat(facts.layersWith(LayerPart.DELTA_NET)).isEqualTo(3);
        assertThat(facts.layersWith(LayerPart.ATTENTION)).isEqualTo(1);
        assertThat(facts.layersWith(LayerPart.MOE)).isEqualTo(4);
        assertThat(facts.layersWith(LayerPart.MAMBA)).isZero();
        assertThat(facts.layers().get(3).parts()).containsExactly(LayerPart.ATTENTION, LayerPart.MOE);
        assertThat(facts.tokenizer().model()).contains("gpt2");
        assertThat(facts.tokenizer().preTokenizer()).contains("qwen35");
        assertThat(facts.tokenizer().vocabulary()).isEqualTo(2048);
        assertThat(facts.tokenizer().eos().orElseThrow().id()).isEqualTo(2047);
        assertThat(facts.tokenizer().bos()).isEmpty();
        assertThat(facts.chatTemplate())
                .hasValueSatisfying(template -> assertThat(template).contains("<|im_start|>"));
        assertThat(facts.imatrix()).isEmpty();
    }

    @Test
    void tellsWhichLayersOfNemotronAreWhat() throws IOException {
        ModelFacts facts = facts(Fixtures.NEMOTRON_30B_HEADER);

        assertThat(facts.blockCount()).isEqualTo(52);
        assertThat(facts.layersWith(LayerPart.MAMBA)).isEqualTo(23);
        assertThat(facts.layersWith(LayerPart.MOE)).isEqualTo(23);
        assertThat(facts.layersWith(LayerPart.ATTENTION)).isEqualTo(6);
        assertThat(facts.experts()).isEqualTo(new Experts(128, 6, 1));
    }

    @Test
    void countsTheParametersThatTheNamesPromise() throws IOException {
        ParameterCount qwen = facts(Fixtures.QWEN_35B_HEADER).parameters();
        ParameterCount nemotron = facts(Fixtures.NEMOTRON_30B_HEADER).parameters();

        assertThat(qwen.total()).isBetween(34_000_000_000L, 36_000_000_000L);
        assertThat(qwen.active()).isBetween(2_900_000_000L, 3_600_000_000L);
        assertThat(nemotron.total()).isBetween(30_000_000_000L, 32_000_000_000L);
        assertThat(nemotron.active()).isBetween(3_000_000_000L, 3_700_000_000L);
    }

    @Test
    void countsEveryParameterOfADenseModelAsActive() throws IOException {
        ModelFacts facts = facts(Fixtures.LLAMA);

        assertThat(facts.parameters().active()).isEqualTo(facts.parameters().total());
        assertThat(facts.experts()).isEqualTo(new Experts(0, 0, 0));
        assertThat(facts.layers().getFirst().parts()).containsExactly(LayerPart.ATTENTION, LayerPart.DENSE_FFN);
        assertThat(facts.bitsPerWeight()).isBetween(16.0, 16.1);
        assertThat(facts.weightsByType()).containsOnlyKeys(GgmlType.F32, GgmlType.BF16);
    }

    @Test
    void scalesOnlyRoutedExpertsAndLeavesOutPredictingLayers() throws IOException {
        ModelFacts facts = facts(moe(10, 3)
                .tensor("token_embd.weight", GgmlType.F32, 10, 100)
                .tensor("blk.0.ffn_up_exps.weight", GgmlType.F32, 10, 2, 10)
                .tensor("blk.0.ffn_up_shexp.weight", GgmlType.F32, 10, 2)
                .tensor("blk.1.nextn.eh_proj.weight", GgmlType.F32, 10, 5)
                .tensor("blk.1.ffn_up_exps.weight", GgmlType.F32, 10, 2, 10));

        assertThat(facts.parameters()).isEqualTo(new ParameterCount(1000 + 200 + 20 + 50 + 200, 1000 + 60 + 20));
        assertThat(facts.layersWith(LayerPart.MTP)).isEqualTo(1);
    }

    @Test
    void knowsWhatTheContextCosts() throws IOException {
        CacheGeometry nemotron = facts(Fixtures.NEMOTRON_30B_HEADER).cache();
        CacheGeometry llama = facts(Fixtures.LLAMA).cache();

        assertThat(nemotron.elementsPerToken()).isEqualTo(6 * 2 * (128 + 128));
        assertThat(nemotron.recurrentElements()).isEqualTo(23L * (3 * (4096 + 2 * 8 * 128) + 4096 * 128));
        assertThat(llama.elementsPerToken()).isEqualTo(4 * 2 * (64 + 64));
        assertThat(llama.recurrentElements()).isZero();
    }

    @Test
    void readsPedigreeLicenceAndTheImportanceMatrixOfAQuant() throws IOException {
        ModelFacts facts = facts(small().put("general.license", "other")
                .put("general.license.name", "Open")
                .put("general.license.link", "https://example.org/licence")
                .put("general.quantized_by", "someone")
                .put("general.base_model.count", 1)
                .put("general.base_model.0.name", "Base")
                .put("general.base_model.0.repo_url", "https://example.org/base")
                .put("general.file_type", 15)
                .put("quantize.imatrix.file", "calibration.gguf")
                .put("quantize.imatrix.chunks_count", GgufValue.int32(31)));

        assertThat(facts.licence().id()).contains("other");
        assertThat(facts.licence().link()).contains("https://example.org/licence");
        assertThat(facts.pedigree().quantizedBy()).contains("someone");
        assertThat(facts.pedigree().baseModels()).hasSize(1);
        assertThat(facts.pedigree().origin()).contains("https://example.org/base");
        assertThat(facts.fileType()).hasValue(15);
        assertThat(facts.imatrix().orElseThrow().file()).contains("calibration.gguf");
        assertThat(facts.imatrix().orElseThrow().chunks()).hasValue(31);
    }

    @Test
    void takesTheFactsOfASplitModelFromAllItsShards() throws IOException {
        Path shard = small().tensor("blk.0.attn_q.weight", GgmlType.F32, 4, 4)
                .writeShards(directory, "pup", 2)
                .get(1);

        assertThat(ModelFacts.of(GgufFiles.open(shard)).tensorCount()).isEqualTo(2);
    }

    @Test
    void keepsHtmlAsTheTextThatItIs() throws IOException {
        assertThat(facts(small().put("general.name", "<script>alert(1)</script>"))
                        .name())
                .contains("<script>alert(1)</script>");
    }

    @ParameterizedTest
    @ValueSource(longs = {513, 1L << 31, 0xffffffffL})
    void refusesMoreBlocksThanLlamaCppLoads(long count) {
        refuses(
                small().put("llama.block_count", GgufValue.uint32(count)),
                "value of 'llama.block_count': " + count + " is not a number of blocks from 0 to 512");
    }

    @Test
    void refusesNumbersThatContradictEachOther() {
        refuses(moe(2, 3).tensor("blk.0.ffn_up_exps.weight", GgmlType.F32, 4, 4, 2), "3 is more than the 2 experts");
        refuses(small().tensor("blk.7.attn_q.weight", GgmlType.F32, 4, 4), "which go on to blk.7");
        refuses(small().put("llama.context_length", GgufValue.int32(-1)), "llama.context_length: -1 is not between");
        refuses(small().put("llama.embedding_length", "wide"), "llama.embedding_length: it must be one whole number");
        refuses(
                small().put("llama.attention.head_count", List.of("4"))
                        .tensor("blk.0.attn_q.weight", GgmlType.F32, 4, 4),
                "llama.attention.head_count: it must be a whole number or one for each layer");
    }

    @Test
    void refusesSizesThatOverflow() {
        GgufValue huge = new GgufValue.Int(ValueType.UINT64, 1L << 32);
        refuses(
                small().put("llama.attention.head_count", huge)
                        .put("llama.attention.key_length", huge)
                        .tensor("blk.0.attn_q.weight", GgmlType.F32, 4, 4),
                "do not fit 63 bits");
    }

    @Test
    void keepsALayerWhoseCacheAndStateFit63BitsOnlyEachForItself() throws IOException {
        GgufValue large = new GgufValue.Int(ValueType.UINT64, 1L << 31);

        CacheGeometry cache = facts(small().put("llama.attention.head_count", large)
                        .put("llama.attention.key_length", large)
                        .put("llama.attention.value_length", 1)
                        .put("llama.ssm.inner_size", large)
                        .put("llama.ssm.state_size", large)
                        .tensor("blk.0.attn_q.weight", GgmlType.F32, 4, 4)
                        .tensor("blk.0.ssm_in.weight", GgmlType.F32, 4, 4))
                .cache();

        assertThat(cache.layers()).hasSize(1);
        assertThat(cache.recurrentElements()).isEqualTo(1L << 62);
    }

    @Test
    void refusesAModelWithoutArchitecture() {
        refuses(GgufWriter.empty().tensor("w", GgmlType.F32, 4), "this is no model");
    }

    private static GgufWriter small() {
        return GgufWriter.model("llama").put("llama.block_count", 1).tensor("token_embd.weight", GgmlType.F32, 4, 8);
    }

    private static GgufWriter moe(int experts, int used) {
        return GgufWriter.model("qwen3moe")
                .put("qwen3moe.block_count", 2)
                .put("qwen3moe.expert_count", experts)
                .put("qwen3moe.expert_used_count", used);
    }

    private ModelFacts facts(GgufWriter writer) throws IOException {
        return facts(writer.write(directory.resolve("model.gguf")));
    }

    private static ModelFacts facts(Path file) throws IOException {
        return ModelFacts.of(GgufFiles.openHeadersOnly(file));
    }

    private void refuses(GgufWriter writer, String reason) {
        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> facts(writer))
                .withMessageContaining(reason);
    }
}
