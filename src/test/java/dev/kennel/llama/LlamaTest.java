package dev.kennel.llama;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.recipe.FileType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LlamaTest {

    private final Llama llama = PackagedLlama.get();

    @Test
    void saysWhichVersionAndCpuVariantItIs() {
        assertThat(llama.version()).matches("0\\.5\\.0\\S* \\([0-9a-f]+\\)");
        assertThat(llama.cpuVariant()).matches("[a-z0-9]+");
    }

    @ParameterizedTest
    @MethodSource
    void loadsAModelAndContinuesAText(Path file) {
        // Given
        try (Model model = llama.loadModel(List.of(file));
                Context context = model.newContext(64, 2)) {
            Vocabulary vocabulary = model.vocabulary();
            int[] prompt = vocabulary.tokenize("Once upon a time, there was a", true, false);
            // When
            List<Integer> answer = context.continueGreedily(prompt, 8);
            // Then
            assertThat(answer).isNotEmpty().allMatch(token -> token < vocabulary.size());
            assertThat(vocabulary.piece(answer.getFirst(), false)).isNotEmpty();
        }
    }

    static List<Path> loadsAModelAndContinuesAText() {
        return List.of(Fixtures.QWEN_MOE, Fixtures.NEMOTRON_MOE, Fixtures.LLAMA);
    }

    @Test
    void aCharacterThatIsSplitOverTokensSurvives() {
        try (Model model = llama.loadVocabulary(List.of(Fixtures.LLAMA))) {
            Vocabulary vocabulary = model.vocabulary();
            int[] tokens = vocabulary.tokenize("Wölfe und 犬", false, false);

            assertThat(vocabulary.text(Arrays.stream(tokens).boxed().toList())).isEqualTo("Wölfe und 犬");
        }
    }

    @Test
    void aDryRunLogsEveryTensorWithItsType() {
        // When
        DryRun run = llama.quantizer().dryRun(Fixtures.QWEN_MOE, options(FileType.Q4_K_M));
        // Then
        assertThat(run.accepted()).isTrue();
        assertThat(run.log())
                .anyMatch(line ->
                        line.text().contains("output.weight") && line.text().endsWith("(q6_K)"));
    }

    @Test
    void saysWhyAModelDoesNotLoad() {
        assertThatThrownBy(() -> llama.loadModel(List.of(Path.of("pom.xml"))))
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining("pom.xml");
    }

    @Test
    void aClosedModelSaysSo() {
        // Given
        Model model = llama.loadModel(List.of(Fixtures.LLAMA));
        Vocabulary vocabulary = model.vocabulary();
        // When
        model.close();
        // Then
        assertThatThrownBy(vocabulary::size)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    private static QuantizeOptions options(FileType type) {
        return new QuantizeOptions(
                type, List.of(), Optional.empty(), Optional.empty(), false, List.of(), Optional.empty());
    }
}
