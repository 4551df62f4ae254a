package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ControlVectorFileTest {

    @TempDir
    Path directory;

    @Test
    void readsTheLayersOfAVectorInOrder() throws IOException {
        ControlVectorFile vector = read(vector().put("controlvector.model_hint", "qwen35moe")
                .tensor("direction.3", GgmlType.F32, 256)
                .tensor("direction.1", GgmlType.F32, 256));

        assertThat(vector.layers()).containsExactly(1, 3);
        assertThat(vector.embeddingLength()).isEqualTo(256);
        assertThat(vector.modelHint()).contains("qwen35moe");
    }

    @Test
    void saysWhetherItCanSteerAModel() throws IOException {
        ModelFacts qwen = ModelFacts.of(GgufFiles.open(Fixtures.QWEN_MOE));

        assertThat(read(direction("direction.3", 256)).mismatch(qwen)).isEmpty();
        assertThat(read(direction("direction.3", 128)).mismatch(qwen))
                .contains("its directions have 128 numbers and the model's embedding has 256");
        assertThat(read(direction("direction.4", 256)).mismatch(qwen))
                .contains("it has directions for the layers [4], and the model's last is layer 3");
        assertThat(read(direction("direction.3", 256).tensor("direction.5", GgmlType.F32, 256))
                        .mismatch(qwen))
                .contains("it has directions for the layers [5], and the model's last is layer 3");
    }

    @Test
    void refusesWhatLlamaCppWouldDropInSilence() {
        refuses(vector(), "there is no direction in it");
        refuses(direction("direction.0", 256), "only 'direction.1' and up");
        refuses(direction("direction.x", 256), "only 'direction.1' and up");
        refuses(direction("direction.1", 256).tensor("other", GgmlType.F32, 4), "tensor 'other'");
        refuses(vector().tensor("direction.1", GgmlType.F16, 256), "256 of f16");
        refuses(vector().tensor("direction.1", GgmlType.F32, 128, 2), "128 × 2 of f32");
        refuses(
                direction("direction.1", 256).tensor("direction.2", GgmlType.F32, 255),
                "a direction is one row of 256");
        refuses(vector().tensor("direction.1", new float[] {1, Float.NaN}, 2), "number 1 of 'direction.1': NaN");
    }

    @Test
    void refusesAFileThatIsNoControlVector() {
        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> ControlVectorFile.read(Fixtures.LLAMA))
                .withMessageContaining("this is no control vector");
    }

    private static GgufWriter vector() {
        return GgufWriter.empty().put("general.architecture", "controlvector");
    }

    private static GgufWriter direction(String name, long length) {
        return vector().tensor(name, GgmlType.F32, length);
    }

    private ControlVectorFile read(GgufWriter writer) throws IOException {
        return ControlVectorFile.read(writer.write(directory.resolve("vector.gguf")));
    }

    private void refuses(GgufWriter writer, String reason) {
        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> read(writer))
                .withMessageContaining(reason);
    }
}
