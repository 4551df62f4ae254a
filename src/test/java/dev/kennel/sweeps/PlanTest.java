package dev.kennel.sweeps;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.ImportRoots;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.imports.HeaderOnlyModels;

import static dev.kennel.KennelApi.addRecipe;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.get;
import static dev.kennel.KennelApi.importModel;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitSweep;
import static dev.kennel.KennelApi.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
class PlanTest {

    private static final String QWEN = "plans/Qwen";
    private static final String ODD = "plans/Odd-Rows";
    private static final double MIB = 1 << 20;

    @Inject
    HeaderOnlyModels headerOnly;

    @Test
    void aPlanTellsWhatOfItIsStillToBeWritten() throws Exception {
        Path unlikeAnyOther = GeneratedModels.llama(GgmlType.F16, 512, 1536)
                .write(ImportRoots.directory().resolve("cost.gguf"));
        importModel("plans/Cost", unlikeAnyOther);

        JsonPath plan = plan("plans/Cost", "recipe=Q8_0&recipe=Q4_K_M");

        assertThat(plan.getLong("bytesNeeded"))
                .isLessThan(plan.getLong("quants[0].bytes") + plan.getLong("quants[1].bytes"))
                .isGreaterThan(plan.getLong("quants[0].bytes"));
        assertThat(plan.getLong("bytesFree")).isPositive();
    }

    @Test
    void aQuantThatWouldTakeThePlaceOfAnotherIsWarnedOf() {
        String model = "plans/Replacing";
        requireModel(model, Fixtures.NEMOTRON_MOE, Fixtures.NEMOTRON_MOE_IMATRIX);
        done(sweep(model, "Q4_K_S"));

        assertThat(plan(model, "recipe=Q4_K_S").getList("quants[0].warnings", String.class))
                .noneMatch(warning -> warning.contains("Takes the place"));
        assertThat(plan(model, "recipe=Q4_K_S&imatrix=none").getList("quants[0].warnings", String.class))
                .anyMatch(
                        warning -> warning.startsWith("Takes the place of the quant of this name, which was made with "
                                + Fixtures.NEMOTRON_MOE_IMATRIX.getFileName()));
    }

    @Test
    void aPlanTellsSizeAndBits() {
        qwen();

        JsonPath plan = plan(QWEN, "recipe=Q8_0&recipe=Q4_K_M");

        assertThat(plan.getList("quants.recipe")).containsExactly("Q8_0", "Q4_K_M");
        assertThat(plan.getList("quants.possible")).containsOnly(true);
        assertThat(plan.getDouble("quants[0].bitsPerWeight")).isBetween(8.4, 8.9);
        assertThat(plan.getLong("quants[0].bytes")).isGreaterThan(plan.getLong("quants[1].bytes"));
        assertThat(plan.getInt("units")).isPositive();
        assertThat(plan.getString("imatrix"))
                .isEqualTo(Fixtures.QWEN_MOE_IMATRIX.getFileName().toString());
    }

    @Test
    void typesThatLlamaCppReplacesAreNamedWithTheReason() throws Exception {
        oddRows();

        JsonPath plan = plan(ODD, "recipe=Q4_K_M");

        assertThat(plan.getBoolean("quants[0].possible")).isTrue();
        assertThat(plan.getList("quants[0].fallbacks.tensor"))
                .contains("blk.0.attn_q.weight", "blk.1.ffn_up.weight", "token_embd.weight");
        assertThat(plan.getList("quants[0].fallbacks.reason", String.class))
                .allSatisfy(reason -> assertThat(reason).contains("rows of "));
    }

    @Test
    void everyTensorThatStandsInTheWayIsNamed() throws Exception {
        oddRows();

        JsonPath plan = plan(ODD, "recipe=Q1_0");

        assertThat(plan.getBoolean("quants[0].possible")).isFalse();
        assertThat(plan.getList("quants[0].obstacles.tensor"))
                .contains("blk.0.attn_q.weight", "blk.0.ffn_up.weight", "blk.1.attn_output.weight");
        problem(submitSweep(ODD, Map.of("recipes", List.of("Q1_0"))), 422)
                .body("errors.field", everyItem(startsWith("Q1_0")))
                .body("errors.message", hasItem(startsWith("blk.1.attn_output.weight: ")));
    }

    @Test
    void aRecipeThatAcceptsNoFallbackIsRefused() throws Exception {
        oddRows();
        addRecipe("""
                name: STRICT
                use: To be refused.
                base: Q4_K_M
                on-fallback: fail
                """);

        problem(submitSweep(ODD, Map.of("recipes", List.of("STRICT"))), 422)
                .body("errors.message", hasItem(containsString("this recipe says on-fallback: fail")));
    }

    @Test
    void whatStandsInTheWayOfSeveralRecipesIsSaidOnce() {
        qwen();
        for (String name : List.of("WEIGHED-A", "WEIGHED-B")) {
            addRecipe("name: " + name + "\nuse: To be refused.\nbase: Q8_0\nimatrix: required\n");
        }

        problem(submitSweep(QWEN, Map.of("recipes", List.of("WEIGHED-A", "WEIGHED-B"), "imatrix", "none")), 422)
                .body("errors.field", contains("WEIGHED-A, WEIGHED-B"))
                .body("errors.message", contains(containsString("requires an importance matrix")));
    }

    @Test
    void whatNeedsAnImportanceMatrixSaysSo() {
        qwen();

        JsonPath with = plan(QWEN, "recipe=IQ2_XXS");
        JsonPath without = plan(QWEN, "recipe=IQ2_XXS&imatrix=none");

        assertThat(with.getBoolean("quants[0].possible")).isTrue();
        assertThat(with.getBoolean("quants[0].usesImatrix")).isTrue();
        assertThat(without.getBoolean("quants[0].possible")).isFalse();
        assertThat(without.getList("quants[0].obstacles.why", String.class))
                .anySatisfy(why -> assertThat(why).contains("importance matrix"));
    }

    @Test
    void recipesForOtherArchitecturesAreLeftOutByName() {
        qwen();

        JsonPath plan = plan(QWEN, "ladder=nemotron&recipe=Q8_0");

        assertThat(plan.getList("leftOut", String.class)).isNotEmpty().doesNotContain("Q8_0");
        assertThat(plan.getList("quants.recipe", String.class)).doesNotContainAnyElementsOf(plan.getList("leftOut"));
    }

    @Test
    void recipesThatCoincideAreTold() {
        qwen();
        addRecipe("""
                name: TWIN
                use: Q8_0 under another name.
                base: Q8_0
                """);
        addRecipe("""
                name: LABELLED
                use: Q8_0 with another label in the header.
                base: Q4_K_M
                output: q8_0
                embedding: q8_0
                rules:
                  - {tensor: '.*', type: q8_0}
                """);

        JsonPath plan = plan(QWEN, "recipe=Q8_0&recipe=TWIN&recipe=LABELLED");

        assertThat(plan.getString("quants[1].sameFile")).isEqualTo("Q8_0");
        assertThat(plan.getString("quants[2].sameFile")).isNull();
        assertThat(plan.getString("quants[2].sameWeights")).isEqualTo("Q8_0");
    }

    @Test
    void whatIsNotThereIsRefused() {
        qwen();

        problem(get("/models/" + QWEN + "/plan?ladder=nothing"), 422);
        problem(get("/models/" + QWEN + "/plan?recipe=nothing"), 422);
        problem(get("/models/" + QWEN + "/plan"), 422);
        problem(get("/models/" + QWEN + "/plan?recipe=Q8_0&imatrix=nothing.gguf"), 422);
        problem(get("/models/plans/Nobody/plan?recipe=Q8_0"), 404);
        problem(submitSweep(QWEN, Map.of("recipes", List.of())), 422);
    }

    @Test
    void aModelOf63GigabytesIsPlannedFromItsHeader() throws Exception {
        Path model =
                Fixtures.extended(Fixtures.NEMOTRON_30B_HEADER, Fixtures.NEMOTRON_30B_BYTES, ImportRoots.directory());
        headerOnly.enter("plans/Nemotron-30B", model);

        JsonPath plan = plan("plans/Nemotron-30B", "recipe=Q4_K_M&recipe=Q5_K_S&recipe=IQ4_XS&recipe=Q2_0");

        List<Double> mebibytes = plan.getList("quants.bytes", Long.class).stream()
                .map(bytes -> bytes / MIB)
                .toList();
        double header = 1;
        assertThat(mebibytes.get(0)).isEqualTo(23_371.92, within(header));
        assertThat(mebibytes.get(1)).isEqualTo(22_699.75, within(header));
        assertThat(mebibytes.get(2)).isEqualTo(17_359.21, within(header));
        assertThat(mebibytes.get(3)).isEqualTo(8_900.30, within(header));
        assertThat(plan.getList("quants[0].fallbacks")).hasSizeGreaterThan(100);
        Files.delete(model);
    }

    @Test
    void aModelWhoseFileIsGoneIsToldSo() throws Exception {
        Path file = GeneratedModels.llama(GgmlType.F16, 128, 256)
                .write(ImportRoots.directory().resolve("gone.gguf"));
        importModel("plans/Gone", file);
        Files.delete(file);

        problem(get("/models/plans/Gone/plan?recipe=Q8_0"), 422)
                .body("title", containsString("cannot plan"))
                .body("detail", containsString("gone.gguf"));
    }

    private static void qwen() {
        requireModel(QWEN, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);
    }

    private static void oddRows() throws Exception {
        Path file = GeneratedModels.llama(GgmlType.F16, 576, 640)
                .write(ImportRoots.directory().resolve("odd.gguf"));
        requireModel(ODD, file);
    }

    private static JsonPath plan(String repository, String query) {
        return get("/models/" + repository + "/plan?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
