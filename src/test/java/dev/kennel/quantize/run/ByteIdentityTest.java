package dev.kennel.quantize.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeReport.EncoderUse;
import dev.kennel.quantize.opencl.AnyOpenCl;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.RecipeBook;
import dev.kennel.recipe.TensorRule;

import static org.assertj.core.api.Assertions.assertThat;

/// Kennel's files are those of `llama_model_quantize`, byte for byte.
class ByteIdentityTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("fixturesMatricesAndEncoders")
    void everyRecipeGivesTheFileThatLlamaQuantizeWrites(Path model, Optional<Path> imatrix, String encoder)
            throws Exception {
        List<Recipe> recipes = new ArrayList<>(RecipeBook.load(Path.of("quant-recipes")).recipes().stream()
                .map(Recipes::lenient)
                .toList());
        recipes.addAll(List.of(
                Recipes.of(FileType.F16),
                Recipes.of(FileType.BF16),
                Recipes.of(FileType.F32),
                Recipes.of(FileType.COPY),
                Recipes.pure(FileType.Q3_K_M),
                Recipes.withEnds(FileType.F16, GgmlType.Q6_K, GgmlType.Q4_0),
                Recipes.withRules(FileType.Q4_K_M, new TensorRule("blk\\.0\\.", GgmlType.NVFP4))));

        IdentityCheck.check(new TestSweep(directory, List.of(model), imatrix).encodedBy(encoder), recipes);
    }

    static Stream<Arguments> fixturesMatricesAndEncoders() {
        return Stream.of(
                Arguments.of(Fixtures.QWEN_MOE, Optional.of(Fixtures.QWEN_MOE_IMATRIX), "auto"),
                Arguments.of(Fixtures.QWEN_MOE, Optional.empty(), "ggml"),
                Arguments.of(Fixtures.NEMOTRON_MOE, Optional.of(Fixtures.NEMOTRON_MOE_IMATRIX), "ggml"),
                Arguments.of(Fixtures.NEMOTRON_MOE, Optional.empty(), "auto"));
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16"})
    void rowsThatNoKTypeDividesGiveTheSameFallbacks(GgmlType sourceType) throws Exception {
        Path model = GeneratedModels.llama(sourceType, 576, 640).write(directory.resolve("dense.gguf"));

        IdentityCheck.check(sweep(model), Recipes.ofAllFileTypes());
    }

    @Test
    void sixExpertsOfShortRowsInASplitSourceGiveTheSameFiles() throws Exception {
        List<Path> shards = GeneratedModels.qwenMoe(GgmlType.BF16, 384, 192, 6).writeShards(directory, "moe", 3);
        Path imatrix = GeneratedImatrix.of(shards).write(directory.resolve("moe.imatrix.gguf"));

        IdentityCheck.check(new TestSweep(directory, shards, Optional.of(imatrix)), Recipes.ofAllFileTypes());
    }

    @Test
    void everyFileTypeEncodedOnADeviceGivesTheSameFiles() throws Exception {
        String device = AnyOpenCl.require().description().name();
        List<Path> model =
                List.of(GeneratedModels.llama(GgmlType.F16, 256, 256).write(directory.resolve("dense.gguf")));
        Path imatrix = GeneratedImatrix.of(model).write(directory.resolve("dense.imatrix.gguf"));
        var sweep = new TestSweep(directory, model, Optional.of(imatrix)).onDevice(device);
        List<Recipe> recipes = Recipes.ofAllFileTypes();

        EncodeReport report = sweep.encode(sweep.plan(recipes).stream()
                .filter(plan -> plan.obstacles().isEmpty())
                .toList());

        assertThat(report.encoders())
                .filteredOn(use -> !use.encoder().equals("opencl"))
                .extracting(EncoderUse::type)
                .isSubsetOf(GgmlType.F32, GgmlType.F16, GgmlType.BF16);
        assertThat(report.encoders())
                .extracting(EncoderUse::type)
                .contains(GgmlType.IQ1_S, GgmlType.IQ1_M, GgmlType.IQ2_XXS, GgmlType.IQ2_XS, GgmlType.IQ2_S)
                .contains(GgmlType.IQ3_XXS, GgmlType.IQ3_S);
        IdentityCheck.check(sweep, recipes);
    }

    @Test
    void expertsThatTheMatrixNeverSawAndSixOfThemGetTheirOwnWeights() throws Exception {
        Path model = GeneratedModels.qwenMoe(GgmlType.F16, 256, 256, 6).write(directory.resolve("moe.gguf"));
        Path imatrix = GeneratedImatrix.of(List.of(model)).write(directory.resolve("moe.imatrix.gguf"));
        List<Recipe> recipes = List.of(
                Recipes.of(FileType.Q4_K_M),
                Recipes.of(FileType.Q4_0),
                Recipes.of(FileType.IQ3_XXS),
                Recipes.of(FileType.IQ2_M));

        IdentityCheck.check(new TestSweep(directory, List.of(model), Optional.of(imatrix)), recipes);
    }

    @Test
    void aSourceAlignedTo64GivesTheFileOfTheCommandThatSetsTheKey() throws Exception {
        Path model = GeneratedModels.qwenMoe(GgmlType.BF16, 256, 256, 6)
                .alignment(64)
                .write(directory.resolve("moe.gguf"));
        Path imatrix = GeneratedImatrix.of(List.of(model)).write(directory.resolve("moe.imatrix.gguf"));
        List<Recipe> recipes = List.of(Recipes.of(FileType.Q4_K_M), Recipes.of(FileType.COPY));

        IdentityCheck.check(new TestSweep(directory, List.of(model), Optional.of(imatrix)), recipes);
        IdentityCheck.check(sweep(model), recipes);
    }

    @Test
    void aSourceThatSaysNoFileTypeIsCopiedWithTheGuessedOne() throws Exception {
        Path model = GeneratedModels.llama(GgmlType.BF16, 256, 256)
                .remove("general.file_type")
                .write(directory.resolve("dense.gguf"));

        IdentityCheck.check(sweep(model), List.of(Recipes.of(FileType.COPY)));
    }

    @Test
    void slabsOfAFewRowsGiveTheSameFile() throws Exception {
        var sweep = new TestSweep(directory, List.of(Fixtures.QWEN_MOE), Optional.of(Fixtures.QWEN_MOE_IMATRIX))
                .inSlabsOf(50_000);

        IdentityCheck.check(sweep, List.of(Recipes.of(FileType.Q4_K_M), Recipes.of(FileType.Q8_0)));
    }

    private TestSweep sweep(Path model) throws Exception {
        return new TestSweep(directory, List.of(model), Optional.empty());
    }
}
