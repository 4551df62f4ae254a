package dev.kennel.quantize.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.TensorRule;

/// Kennel's files are those of `llama_model_quantize`, byte for byte.
class ByteIdentityTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource
    void everyFileIsTheOneThatLlamaQuantizeWrites(Path model, Optional<Path> imatrix) throws Exception {
        // Given
        var sweep = new TestSweep(directory, List.of(model), imatrix);
        List<Recipe> recipes = recipes();
        List<RecipePlan> plans = sweep.plan(recipes);
        // When
        sweep.encode(plans.stream().filter(plan -> plan.obstacles().isEmpty()).toList());
        // Then
        for (int i = 0; i < recipes.size(); i++) {
            IdentityCheck.check(sweep, recipes.get(i), plans.get(i));
        }
    }

    static Stream<Arguments> everyFileIsTheOneThatLlamaQuantizeWrites() {
        return Stream.of(
                Arguments.of(Fixtures.QWEN_MOE, Optional.of(Fixtures.QWEN_MOE_IMATRIX)),
                Arguments.of(Fixtures.QWEN_MOE, Optional.empty()),
                Arguments.of(Fixtures.NEMOTRON_MOE, Optional.of(Fixtures.NEMOTRON_MOE_IMATRIX)),
                Arguments.of(Fixtures.NEMOTRON_MOE, Optional.empty()));
    }

    private static List<Recipe> recipes() {
        List<Recipe> recipes = new ArrayList<>(Recipes.ofAllFileTypes());
        recipes.add(Recipes.withEnds(FileType.Q4_K_M, GgmlType.Q8_0, GgmlType.Q8_0));
        recipes.add(Recipes.withEnds(FileType.F16, GgmlType.Q6_K, GgmlType.Q4_0));
        recipes.add(Recipes.pure(FileType.Q3_K_M));
        recipes.add(Recipes.withRules(
                FileType.Q4_K_M,
                new TensorRule("ffn_.*_exps", GgmlType.IQ2_S),
                new TensorRule("ssm_out|attn_gate", GgmlType.Q8_0),
                new TensorRule("blk\\.0\\.", GgmlType.NVFP4)));
        return recipes;
    }
}
