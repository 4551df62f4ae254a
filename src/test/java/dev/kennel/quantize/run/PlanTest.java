package dev.kennel.quantize.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.Fixtures;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufReader;
import dev.kennel.gguf.GgufWriter;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.quantize.RecipePlan.Fallback;
import dev.kennel.quantize.RecipePlan.Obstacle;
import dev.kennel.quantize.TensorPlan;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.TensorRule;
import dev.kennel.worker.TaskFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanTest {

    @TempDir
    Path directory;

    @Test
    void namesEveryTensorWithItsTypeAndTheWeightsItUses() throws Exception {
        // When
        RecipePlan plan = planQwen(Recipes.of(FileType.Q4_K_M));
        // Then
        assertThat(plan.tensors())
                .hasSameSizeAs(GgufReader.read(Fixtures.QWEN_MOE).tensors());
        assertThat(tensor(plan, "output.weight").targetType()).isEqualTo(GgmlType.Q6_K);
        assertThat(tensor(plan, "blk.0.ffn_up_exps.weight").imatrixSlice()).isPresent();
        assertThat(tensor(plan, "output_norm.weight").copied()).isTrue();
        assertThat(plan.obstacles()).isEmpty();
    }

    @Test
    void aTypeThatIgnoresWeightsUsesNone() throws Exception {
        // When
        RecipePlan plan = planQwen(Recipes.of(FileType.Q8_0));
        // Then
        assertThat(plan.weighted()).isTrue();
        assertThat(plan.tensors()).allMatch(tensor -> tensor.imatrixSlice().isEmpty());
    }

    @Test
    void anImportanceMatrixChangesTypes() throws Exception {
        // Given
        var with = planQwen(Recipes.of(FileType.IQ3_XXS));
        // When
        var without = plan(List.of(Fixtures.QWEN_MOE), Optional.empty(), Recipes.of(FileType.IQ3_XXS));
        // Then
        assertThat(tensor(with, "blk.1.ffn_down_exps.weight").targetType()).isEqualTo(GgmlType.IQ3_XXS);
        assertThat(tensor(without, "blk.1.ffn_down_exps.weight").targetType()).isEqualTo(GgmlType.Q3_K);
    }

    @Test
    void recipesWhosePlansCoincideHaveEqualDigests() throws Exception {
        // Given
        Recipe explicit = Recipes.withRules(FileType.Q4_K_M, new TensorRule("output", GgmlType.Q6_K));
        // When
        List<RecipePlan> plans = TestSweep.plan(
                List.of(Fixtures.QWEN_MOE),
                Optional.of(Fixtures.QWEN_MOE_IMATRIX),
                List.of(
                        Recipes.of(FileType.Q8_0),
                        Recipes.pure(FileType.Q8_0),
                        Recipes.withoutImatrix(FileType.Q8_0),
                        explicit));
        // Then
        assertThat(plans.get(1).planDigest()).isEqualTo(plans.get(0).planDigest());
        assertThat(plans.get(2).planDigest()).isNotEqualTo(plans.get(0).planDigest());
        assertThat(plans.get(2).weightsDigest()).isEqualTo(plans.get(0).weightsDigest());
        assertThat(plans.get(3).weightsDigest()).isNotEqualTo(plans.get(0).weightsDigest());
    }

    @Test
    void namesTheFallbackOfTheOutputThatLlamaCppDoesNotLog() throws Exception {
        // Given
        Path model = Fixtures.extended(Fixtures.NEMOTRON_30B_HEADER, Fixtures.NEMOTRON_30B_BYTES, directory);
        // When
        RecipePlan plan = plan(List.of(model), Optional.empty(), Recipes.of(FileType.Q4_K_M));
        // Then
        assertThat(plan.fallbacks())
                .contains(new Fallback(
                        "output.weight",
                        GgmlType.Q6_K,
                        GgmlType.Q8_0,
                        "rows of 2688 weights are not divisible into blocks of 256 (q6_K)"))
                .contains(new Fallback(
                        "blk.1.ffn_down_exps.weight",
                        GgmlType.Q6_K,
                        GgmlType.Q8_0,
                        "rows of 1856 weights are not divisible into blocks of 256 (q6_K)"));
        assertThat(plan.fileBytes()).isEqualTo(24_507_319_968L);
    }

    @Test
    void namesTheFallbackOfTiedEmbeddingsThatLlamaCppDoesNotLog() throws Exception {
        // When
        RecipePlan plan = planDense(Recipes.of(FileType.Q4_K_M));
        // Then
        assertThat(plan.fallbacks())
                .filteredOn(fallback -> fallback.tensor().equals("token_embd.weight"))
                .singleElement()
                .matches(fallback -> fallback.wanted() == GgmlType.Q6_K && fallback.got() == GgmlType.Q8_0);
    }

    @Test
    void aChosenOutputTypeIsNoFallback() throws Exception {
        // When
        RecipePlan plan = planQwen(Recipes.withEnds(FileType.Q4_K_M, GgmlType.Q8_0, GgmlType.Q8_0));
        // Then
        assertThat(plan.fallbacks()).isEmpty();
    }

    @Test
    void refusesFallbacksForARecipeThatSaysSoAndNamesEveryTensor() throws Exception {
        // When
        RecipePlan plan = planDense(Recipes.failingOnFallback(FileType.Q4_K_M));
        // Then
        assertThat(plan.obstacles()).hasSameSizeAs(plan.fallbacks()).allMatch(obstacle -> obstacle.why()
                .contains("on-fallback: fail"));
        assertThat(named(plan)).contains("token_embd.weight", "blk.0.ffn_down.weight", "blk.1.ffn_down.weight");
    }

    @Test
    void namesTheOutputWhoseRowsDoNotDivide() throws Exception {
        // Given
        Path model = GeneratedModels.qwenMoe(GgmlType.BF16, 384, 192, 6).write(directory.resolve("moe.gguf"));
        // When
        RecipePlan plan =
                plan(List.of(model), Optional.empty(), Recipes.withEnds(FileType.Q4_0, GgmlType.Q6_K, GgmlType.Q4_K));
        // Then
        assertThat(named(plan)).containsExactlyInAnyOrder("output.weight", "token_embd.weight");
        assertThat(plan.obstacles()).allMatch(obstacle -> obstacle.why().contains("rows of 384 weights"));
    }

    @Test
    void namesEveryTensorThatLacksTheWeightsItNeeds() throws Exception {
        // When
        RecipePlan plan = plan(List.of(Fixtures.QWEN_MOE), Optional.empty(), Recipes.of(FileType.IQ2_XXS));
        // Then
        List<String> lowBit = plan.tensors().stream()
                .filter(tensor -> tensor.targetType() == GgmlType.IQ2_XXS)
                .map(TensorPlan::name)
                .toList();
        assertThat(named(plan)).isEqualTo(lowBit).hasSizeGreaterThan(10);
    }

    @Test
    void namesTheEmbeddingsThatWouldAbortTheProcess() throws Exception {
        // When
        RecipePlan plan = planQwen(Recipes.withEnds(FileType.Q4_K_M, GgmlType.Q6_K, GgmlType.IQ2_XXS));
        // Then
        assertThat(named(plan)).containsExactly("token_embd.weight");
        assertThat(plan.obstacles().getFirst().why()).contains("the importance matrix has none");
    }

    @Test
    void namesEveryTensorForWhichATypeHasNoFallback() throws Exception {
        // Given
        Path model = Fixtures.extended(Fixtures.NEMOTRON_30B_HEADER, Fixtures.NEMOTRON_30B_BYTES, directory);
        var rule = Recipes.withRules(FileType.Q2_0, new TensorRule("_exps", GgmlType.Q1_0));
        // When
        RecipePlan base = plan(List.of(model), Optional.empty(), Recipes.of(FileType.Q1_0));
        RecipePlan ruled = plan(List.of(model), Optional.empty(), rule);
        // Then
        assertThat(named(base)).hasSize(23).allMatch(name -> name.endsWith("ffn_down_exps.weight"));
        assertThat(named(ruled)).isEqualTo(named(base));
        assertThat(ruled.obstacles().getFirst().why()).contains("rows of 1856", "no fallback");
    }

    @Test
    void doesNotLetATypeThatAbortsReachLlamaCpp() throws Exception {
        // When
        RecipePlan plan = planQwen(Recipes.withRules(FileType.Q4_K_M, new TensorRule("ffn_up", GgmlType.Q8_K)));
        // Then
        assertThat(plan.obstacles())
                .containsExactly(
                        new Obstacle(Optional.empty(), "the rule 'ffn_up' is q8_K, which no tensor can be encoded to"));
    }

    @Test
    void saysWhyLlamaCppRefusesAPattern() throws Exception {
        // When
        RecipePlan plan = planQwen(Recipes.withRules(FileType.Q4_K_M, new TensorRule("ffn_(up", GgmlType.Q8_0)));
        // Then
        assertThat(plan.obstacles()).singleElement().matches(obstacle -> obstacle.why()
                .startsWith("llama.cpp refuses it: "));
    }

    @Test
    void missesARequiredMatrix() throws Exception {
        // When
        RecipePlan plan = plan(List.of(Fixtures.QWEN_MOE), Optional.empty(), Recipes.requiringImatrix(FileType.Q4_K_M));
        // Then
        assertThat(plan.obstacles())
                .extracting(Obstacle::why)
                .singleElement()
                .asString()
                .contains("requires");
    }

    @Test
    void refusesAMatrixOfAnotherModelForEveryTensorThatItDoesNotFit() throws Exception {
        // Given
        Path other = GeneratedModels.qwenMoe(GgmlType.BF16, 384, 192, 6).write(directory.resolve("other.gguf"));
        // When
        RecipePlan plan = plan(List.of(other), Optional.of(Fixtures.QWEN_MOE_IMATRIX), Recipes.of(FileType.Q8_0));
        // Then
        assertThat(named(plan)).contains("blk.0.ffn_up_exps.weight", "blk.0.attn_gate.weight");
        assertThat(plan.obstacles()).allMatch(obstacle -> obstacle.why().contains("made from another model"));
    }

    @Test
    void refusesASourceThatIsQuantizedAlready() throws Exception {
        // Given
        var sweep = new TestSweep(directory, List.of(Fixtures.LLAMA), Optional.empty());
        Path quantized = sweep.reference(Recipes.of(FileType.Q8_0));
        // When
        RecipePlan plan = plan(List.of(quantized), Optional.empty(), Recipes.of(FileType.Q4_0));
        // Then
        assertThat(named(plan)).contains("blk.0.attn_q.weight");
        assertThat(plan.obstacles()).allMatch(obstacle -> obstacle.why().contains("q8_0 already"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil - [1], type = f32, size = 1 MiB", "evil - [1], type = no, size = 1 MiB"})
    void refusesATensorWhoseNameBreaksTheLogByName(String name) throws Exception {
        Path model = GeneratedModels.llama(GgmlType.F16, 256, 256)
                .tensor(name, GgmlType.F32, 64)
                .write(directory.resolve("evil.gguf"));

        assertThatThrownBy(() -> plan(List.of(model), Optional.empty(), Recipes.of(FileType.Q8_0)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("evil")
                .hasMessageContaining("Rename");
    }

    @Test
    void warnsOfRulesThatLlamaCppIgnores() throws Exception {
        // When
        RecipePlan plan = planQwen(Recipes.withRules(FileType.BF16, new TensorRule("ffn_up", GgmlType.Q8_0)));
        // Then
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("ignores tensor rules"));
    }

    @Test
    void warnsOfTensorsAndExpertsThatTheMatrixDoesNotKnow() throws Exception {
        // Given
        Path model = GeneratedModels.qwenMoe(GgmlType.BF16, 256, 256, 6).write(directory.resolve("moe.gguf"));
        Path imatrix = GeneratedImatrix.of(List.of(model)).write(directory.resolve("moe.imatrix.gguf"));
        // When
        RecipePlan plan = plan(List.of(model), Optional.of(imatrix), Recipes.of(FileType.Q4_K_M));
        // Then
        assertThat(plan.warnings())
                .anyMatch(warning -> warning.contains("has nothing for 2 tensors (output.weight, token_embd.weight)"))
                .anyMatch(warning -> warning.contains("Some experts were never used"));
    }

    @Test
    void saysThatASourceOfAnotherAlignmentIsAlignedAnew() throws Exception {
        // Given
        Path model = dense().alignment(64).write(directory.resolve("aligned.gguf"));
        // When
        RecipePlan plan = plan(List.of(model), Optional.empty(), Recipes.of(FileType.Q4_0));
        // Then
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("aligned to 64 bytes"));
    }

    @Test
    void plansASplitModelUnderAnyNames() throws Exception {
        // Given
        Path whole = dense().write(directory.resolve("whole.gguf"));
        List<Path> shards = dense().writeShards(directory, "dense", 2);
        List<Path> renamed = List.of(
                Files.move(shards.get(0), directory.resolve("a")), Files.move(shards.get(1), directory.resolve("b")));
        // When
        RecipePlan plan = plan(renamed, Optional.empty(), Recipes.of(FileType.Q4_K_M));
        // Then
        assertThat(plan).isEqualTo(plan(List.of(whole), Optional.empty(), Recipes.of(FileType.Q4_K_M)));
    }

    private RecipePlan planQwen(Recipe recipe) throws Exception {
        return plan(List.of(Fixtures.QWEN_MOE), Optional.of(Fixtures.QWEN_MOE_IMATRIX), recipe);
    }

    /// Tied embeddings; rows of 576 and 640.
    private RecipePlan planDense(Recipe recipe) throws Exception {
        return plan(List.of(dense().write(directory.resolve("dense.gguf"))), Optional.empty(), recipe);
    }

    private static GgufWriter dense() {
        return GeneratedModels.llama(GgmlType.BF16, 576, 640);
    }

    private RecipePlan plan(List<Path> shards, Optional<Path> imatrix, Recipe recipe) throws Exception {
        return TestSweep.plan(shards, imatrix, List.of(recipe)).getFirst();
    }

    private static TensorPlan tensor(RecipePlan plan, String name) {
        return plan.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> named(RecipePlan plan) {
        return plan.obstacles().stream()
                .map(obstacle -> obstacle.tensor().orElseThrow())
                .toList();
    }
}
