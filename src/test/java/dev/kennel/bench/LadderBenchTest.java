package dev.kennel.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;
import dev.kennel.bench.GeneratedMixture.Shape;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

class LadderBenchTest {

    private static final Shape SMALL = new Shape(256, 512, 64, 2, 4, 2, 256);

    @TempDir
    Path directory;

    @BeforeAll
    static void load() {
        PackagedLlama.get();
    }

    @Test
    void theModelAndItsMatrixAreTheSameEachTime() throws Exception {
        var mixture = new GeneratedMixture(Fixtures.QWEN_MOE, SMALL);

        Path model = mixture.writeModel(directory.resolve("model.gguf"));
        Path imatrix = mixture.writeImatrix(directory.resolve("imatrix.gguf"));

        Path again = new GeneratedMixture(Fixtures.QWEN_MOE, SMALL).writeModel(directory.resolve("again.gguf"));
        assertThat(Files.mismatch(model, again)).isNegative();
        assertThat(GgufFiles.open(model).tensors()).hasSize(38);
        assertThat(ImatrixFile.read(imatrix).datasets()).containsExactly("generated");
    }

    @Test
    void bothSidesMakeTheFileTypes() throws Exception {
        var printed = new ByteArrayOutputStream();
        List<Recipe> recipes = Stream.of(FileType.Q4_K_M, FileType.Q6_K, FileType.Q8_0)
                .map(BenchRecipes::of)
                .toList();

        double ratio = new LadderBench(new PrintStream(printed, true, StandardCharsets.UTF_8), SMALL, recipes)
                .run(Fixtures.QWEN_MOE);

        assertThat(ratio).isPositive();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("3 file types of which 3 differ", "| llama_model_quantize |", "| Kennel |", "roofline: ");
    }
}
