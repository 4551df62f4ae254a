package dev.kennel.gguf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennel.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GgufKindTest {

    @TempDir
    Path directory;

    @Test
    void recognisesAModelAndAnImportanceMatrix() throws IOException {
        assertThat(GgufKind.of(Fixtures.QWEN_MOE)).isEqualTo(GgufKind.MODEL);
        assertThat(GgufKind.of(GgufFiles.open(Fixtures.LLAMA))).isEqualTo(GgufKind.MODEL);
        assertThat(GgufKind.of(Fixtures.QWEN_MOE_IMATRIX)).isEqualTo(GgufKind.IMATRIX);
    }

    @Test
    void recognisesEachShardAsAModel() throws IOException {
        for (Path shard : weights("llama").writeShards(directory, "pup", 2)) {
            assertThat(GgufKind.of(shard)).isEqualTo(GgufKind.MODEL);
        }
    }

    @Test
    void recognisesCompanions() throws IOException {
        assertThat(kind(weights("clip"))).isEqualTo(GgufKind.MMPROJ);
        assertThat(kind(weights("qwen35").put("general.type", "mmproj"))).isEqualTo(GgufKind.MMPROJ);
        assertThat(kind(weights("controlvector"))).isEqualTo(GgufKind.CONTROL_VECTOR);
        assertThat(kind(weights("llama").put("general.type", "adapter"))).isEqualTo(GgufKind.ADAPTER);
        assertThat(kind(weights("llama").put("adapter.type", "lora"))).isEqualTo(GgufKind.ADAPTER);
        assertThat(kind(GgufWriter.model("llama").put("tokenizer.ggml.model", "gpt2")))
                .isEqualTo(GgufKind.VOCABULARY);
    }

    @Test
    void refusesAFileOfNoKind() {
        refuses(GgufWriter.empty().tensor("w", GgmlType.F32, 4), "general.architecture: the key is absent");
        refuses(GgufWriter.model("llama"), "the file holds no model");
    }

    @Test
    void explainsALegacyImportanceMatrix() throws IOException {
        byte[] name = "blk.0.attn_q.weight".getBytes(StandardCharsets.US_ASCII);
        byte[] legacy = new GgufBytes()
                .u32(12)
                .u32(name.length)
                .raw(name)
                .u32(100)
                .u32(4)
                .raw(new byte[16])
                .toByteArray();

        refusesBytes(legacy, "legacy .dat format; convert it with 'llama-imatrix --in-file old.dat -o new.gguf'");
    }

    @ParameterizedTest
    @CsvSource({
        "version https://git-lfs.github.com/spec/v1, Git LFS pointer",
        "<!doctype html><title>404</title>, web page",
        "tjggxxxxxxxx, older than GGUF",
        "PK\u0003\u0004xxxxxxxx, ZIP",
        "something else entirely, no GGUF file"
    })
    void saysWhatElseAFileIs(String content, String guess) throws IOException {
        refusesBytes(content.getBytes(StandardCharsets.ISO_8859_1), guess);
    }

    @Test
    void explainsSafetensors() throws IOException {
        refusesBytes(new GgufBytes().u64(1_000).raw("{\"x\":{}}".getBytes()).toByteArray(), "safetensors format");
    }

    private GgufKind kind(GgufWriter writer) throws IOException {
        return GgufKind.of(writer.write(directory.resolve("companion.gguf")));
    }

    private static GgufWriter weights(String architecture) {
        return GgufWriter.model(architecture).tensor("a", GgmlType.F32, 4).tensor("b", GgmlType.F32, 4);
    }

    private void refuses(GgufWriter writer, String reason) {
        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> kind(writer))
                .withMessageContaining(reason);
    }

    private void refusesBytes(byte[] content, String reason) throws IOException {
        Path file = Files.write(directory.resolve("other.dat"), content);

        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> GgufKind.of(file))
                .withMessageContainingAll("other.dat", reason);
    }
}
