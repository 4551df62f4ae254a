package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.kennel.Fixtures;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufHeader;
import dev.kennel.gguf.GgufReader;
import dev.kennel.gguf.GgufWriter;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.ImatrixRef;
import dev.kennel.quantize.PlanTask;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.RecipeBook;

import static org.assertj.core.api.Assertions.assertThat;

/// Every recipe that comes with Kennel, planned by llama.cpp on the models that it is meant for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuantRecipesTest {

    private enum Subject {
        SMALL_QWEN,
        SMALL_NEMOTRON,
        SMALL_LLAMA,
        QWEN_35B,
        NEMOTRON_30B
    }

    /// Q1_0 has no fallback, and the rows of one tensor in each MoE block of Nemotron-Cascade 2 do not divide by 128.
    private static final String UNFIT_FOR_NEMOTRON_30B = "Q1_0";

    @TempDir
    private Path directory;

    private RecipeBook book;
    private final Map<Subject, Map<String, RecipePlan>> plans = new EnumMap<>(Subject.class);

    @BeforeAll
    void loadRecipes() throws Exception {
        book = RecipeBook.load(Path.of("quant-recipes"));
    }

    @ParameterizedTest
    @EnumSource
    void everyRecipePlansWithoutObstacles(Subject subject) throws Exception {
        assertThat(plans(subject).values())
                .filteredOn(plan ->
                        subject != Subject.NEMOTRON_30B || !plan.recipe().equals(UNFIT_FOR_NEMOTRON_30B))
                .hasSizeGreaterThanOrEqualTo(36)
                .allSatisfy(
                        plan -> assertThat(plan.obstacles()).as(plan.recipe()).isEmpty());
    }

    @Test
    void theOneThatDoesNotFitNamesEveryTensorThatStandsInItsWay() throws Exception {
        RecipePlan plan = plans(Subject.NEMOTRON_30B).get(UNFIT_FOR_NEMOTRON_30B);

        assertThat(plan.obstacles())
                .hasSize(23)
                .allMatch(obstacle -> obstacle.tensor().orElseThrow().endsWith("ffn_down_exps.weight"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SMALL_QWEN", "SMALL_LLAMA", "QWEN_35B"})
    void nothingFallsBackWhereRowsDivideBy256(Subject subject) throws Exception {
        assertThat(plans(subject).values())
                .allSatisfy(
                        plan -> assertThat(plan.fallbacks()).as(plan.recipe()).isEmpty());
    }

    @Test
    void theNemotronLadderMeansWhatItSays() throws Exception {
        List<RecipePlan> ladder = ladder("nemotron", Subject.NEMOTRON_30B);

        assertThat(ladder)
                .allSatisfy(
                        plan -> assertThat(plan.fallbacks()).as(plan.recipe()).isEmpty());
        assertThat(ladder).extracting(RecipePlan::weightsDigest).doesNotHaveDuplicates();
        assertThat(ladder).filteredOn(plan -> plan.bitsPerWeight() < 4).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void laddersRiseFromTheSmallestFileToTheLargest() throws Exception {
        assertRises(ladder("standard", Subject.QWEN_35B));
        assertRises(ladder("starter", Subject.QWEN_35B));
        assertRises(ladder("nemotron", Subject.NEMOTRON_30B));
    }

    private static void assertRises(List<RecipePlan> ladder) {
        List<String> bySize = ladder.stream()
                .sorted((one, other) -> Long.compare(one.fileBytes(), other.fileBytes()))
                .map(RecipePlan::recipe)
                .toList();

        assertThat(ladder).extracting(RecipePlan::recipe).isEqualTo(bySize);
    }

    /// The plans of a ladder's recipes that are meant for the model.
    private List<RecipePlan> ladder(String name, Subject subject) throws Exception {
        Map<String, RecipePlan> all = plans(subject);
        return book.ladder(name).orElseThrow().recipes().stream()
                .filter(all::containsKey)
                .map(all::get)
                .toList();
    }

    private Map<String, RecipePlan> plans(Subject subject) throws Exception {
        if (!plans.containsKey(subject)) {
            plans.put(subject, plan(file(subject)));
        }
        return plans.get(subject);
    }

    private Path file(Subject subject) {
        return switch (subject) {
            case SMALL_QWEN -> Fixtures.QWEN_MOE;
            case SMALL_NEMOTRON -> Fixtures.NEMOTRON_MOE;
            case SMALL_LLAMA -> Fixtures.LLAMA;
            case QWEN_35B -> Fixtures.extended(Fixtures.QWEN_35B_HEADER, Fixtures.QWEN_35B_BYTES, directory);
            case NEMOTRON_30B ->
                Fixtures.extended(Fixtures.NEMOTRON_30B_HEADER, Fixtures.NEMOTRON_30B_BYTES, directory);
        };
    }

    private Map<String, RecipePlan> plan(Path model) throws Exception {
        GgufHeader header = GgufReader.read(model);
        String architecture = header.string("general.architecture").orElseThrow();
        List<Recipe> recipes = book.recipes().stream()
                .filter(recipe -> recipe.isMeantFor(architecture))
                .toList();
        var task = new PlanTask(List.of(model), Optional.of(imatrixFor(header)), recipes);
        return new PlanRunner(PackagedLlama.get())
                .run(task, new RecordingReporter()).recipes().stream()
                        .collect(Collectors.toMap(RecipePlan::recipe, Function.identity()));
    }

    /// Has weights for what a real matrix has weights for: the matrices inside blocks. A count of 0 makes them 1.
    private ImatrixRef imatrixFor(GgufHeader model) throws IOException {
        GgufWriter imatrix = GgufWriter.empty()
                .put("general.type", "imatrix")
                .put("imatrix.datasets", List.of("generated.txt"))
                .put("imatrix.chunk_count", 1)
                .put("imatrix.chunk_size", 256);
        Map<Integer, byte[]> zeros = new HashMap<>();
        for (TensorInfo tensor : model.tensors()) {
            if (tensor.name().startsWith("blk.") && tensor.shape().size() > 1) {
                int columns = Math.toIntExact(tensor.shape().getFirst());
                int experts = tensor.shape().size() > 2
                        ? Math.toIntExact(tensor.shape().get(2))
                        : 1;
                byte[] sums = zeros.computeIfAbsent(columns * experts * Float.BYTES, byte[]::new);
                byte[] counts = zeros.computeIfAbsent(experts * Float.BYTES, byte[]::new);
                imatrix.tensor(tensor.name() + ".in_sum2", GgmlType.F32, sums, columns, experts);
                imatrix.tensor(tensor.name() + ".counts", GgmlType.F32, counts, 1, experts);
            }
        }
        return ImatrixRef.of(imatrix.write(directory.resolve("imatrix.gguf")));
    }
}
