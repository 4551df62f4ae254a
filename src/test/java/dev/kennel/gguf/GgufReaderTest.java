package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GgufReaderTest {

    @TempDir
    Path directory;

    @Test
    void readsMetadataAndTensorsOfAModel() throws IOException {
        GgufHeader header = GgufReader.read(Fixtures.QWEN_MOE);

        assertThat(header.version()).isEqualTo(3);
        assertThat(header.architecture()).contains("qwen35moe");
        assertThat(header.integer("qwen35moe.expert_count")).hasValue(8);
        assertThat(header.real("qwen35moe.rope.freq_base")).hasValue(10_000);
        assertThat(header.bools("qwen35moe.attention.recurrent_layers")).containsExactly(true, true, true, false);
        assertThat(header.strings("tokenizer.ggml.tokens")).hasSize(2048).startsWith("!", "\"", "#");
        assertThat(header.tensors()).hasSize(76);
        TensorInfo experts = header.tensorsByName().get("blk.0.ffn_down_exps.weight");
        assertThat(experts.shape()).isEqualTo(List.of(256L, 256L, 8L));
        assertThat(experts.type()).isEqualTo(GgmlType.BF16);
        assertThat(experts.bytes()).isEqualTo(2 * 256 * 256 * 8);
        assertThat(header.endOfData()).isLessThanOrEqualTo(Files.size(Fixtures.QWEN_MOE));
    }

    @Test
    void readsAHeaderWhoseDataIsAbsentOnlyWhenAskedTo() throws IOException {
        assertThat(GgufReader.readHeaderOnly(Fixtures.QWEN_35B_HEADER).tensors())
                .hasSize(733);

        assertThatThrownBy(() -> GgufReader.read(Fixtures.QWEN_35B_HEADER))
                .isInstanceOf(GgufFormatException.class)
                .hasMessageContaining("'output.weight'")
                .hasMessageContaining("it is incomplete");
    }

    @Test
    void readsASparseModelOfRealSize() throws IOException {
        Path model = Fixtures.extended(Fixtures.QWEN_35B_HEADER, Fixtures.QWEN_35B_BYTES, directory);

        assertThat(GgufReader.read(model).endOfData()).isEqualTo(Fixtures.QWEN_35B_BYTES);
    }
}
