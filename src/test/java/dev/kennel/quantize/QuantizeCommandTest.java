package dev.kennel.quantize;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.QuantizeCommand.Source;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.Recipe.Imatrix;
import dev.kennel.recipe.Recipe.OnFallback;
import dev.kennel.recipe.TensorRule;

import static org.assertj.core.api.Assertions.assertThat;

class QuantizeCommandTest {

    private static final Optional<String> MATRIX = Optional.of("pup.imatrix.gguf");

    @Test
    void saysAllOptionsAndQuotesWhatAShellWouldRead() {
        // Given
        Recipe recipe = recipe(true, Imatrix.OPTIONAL);
        // When
        QuantizeCommand command =
                QuantizeCommand.of(recipe, new Source("pup's bf16.gguf", 32), "pup-Q4_K_M.gguf", MATRIX);
        // Then
        assertThat(command)
                .hasToString("llama-quantize --pure --imatrix pup.imatrix.gguf --tensor-type 'ffn_(up|gate)_exps=iq2_s'"
                        + " --output-tensor-type q8_0 --token-embedding-type q6_K 'pup'\\''s bf16.gguf'"
                        + " pup-Q4_K_M.gguf Q4_K_M");
    }

    @Test
    void leavesTheMatrixOutWhereTheRecipeUsesNone() {
        // When
        QuantizeCommand command =
                QuantizeCommand.of(recipe(false, Imatrix.NONE), new Source("a.gguf", 32), "b.gguf", MATRIX);
        // Then
        assertThat(command.words()).doesNotContain("--imatrix", "--pure");
    }

    @Test
    void setsTheAlignmentThatLlamaQuantizeLeaves() {
        // When
        QuantizeCommand command =
                QuantizeCommand.of(recipe(false, Imatrix.NONE), new Source("a.gguf", 64), "b.gguf", MATRIX);
        // Then
        assertThat(command.words()).startsWith("llama-quantize", "--override-kv", "general.alignment=int:32");
    }

    private static Recipe recipe(boolean pure, Imatrix imatrix) {
        return new Recipe(
                "Q4_K_M",
                FileType.Q4_K_M,
                List.of(new TensorRule("ffn_(up|gate)_exps", GgmlType.IQ2_S)),
                Optional.of(GgmlType.Q8_0),
                Optional.of(GgmlType.Q6_K),
                pure,
                imatrix,
                OnFallback.ACCEPT,
                List.of(),
                "");
    }
}
