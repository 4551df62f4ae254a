package dev.kennel.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufWriter;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.submitImport;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// What is no model is refused at once, and nothing of it is left behind. The reader has its own tests for every class
/// of bad input.
@QuarkusTest
class BadImportTest {

    static Stream<Arguments> files() throws Exception {
        byte[] model = Files.readAllBytes(Fixtures.LLAMA);
        return Stream.of(
                arguments("empty.gguf", new byte[0], "empty.gguf"),
                arguments("text.gguf", "this is no model".getBytes(), "text.gguf"),
                arguments("cut-header.gguf", Arrays.copyOf(model, 5_000), "cut-header.gguf"),
                arguments(
                        "nul.gguf",
                        GgufWriter.model("llama")
                                .put("general.license", "m\0it")
                                .tensor("a", GgmlType.F32, 4)
                                .toByteArray(),
                        "value of 'general.license': it holds a NUL"),
                arguments(
                        "blocks.gguf",
                        GgufWriter.model("llama")
                                .put("llama.block_count", 70_000)
                                .tensor("a", GgmlType.F32, 4)
                                .toByteArray(),
                        "value of 'llama.block_count': 70000 is not a number of blocks"),
                arguments("cut-data.gguf", Arrays.copyOf(model, model.length - 1), "cut-data.gguf"),
                arguments(
                        "adapter.gguf",
                        GgufWriter.model("llama")
                                .put("general.type", "adapter")
                                .tensor("a", GgmlType.F32, 4)
                                .toByteArray(),
                        "adapter.gguf"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void isRefusedAtOnceAndLeavesNothing(String filename, byte[] content, String reason) throws Exception {
        Path file = Files.write(directory().resolve(filename), content);
        Object newest = newestJob();

        problem(submitImport(Map.of("repository", "bad/Model", "path", file.toString())), 422)
                .body("detail", containsString(reason));

        given().get("/api/models/bad/Model/refs").then().statusCode(404);
        assertThat(newestJob()).isEqualTo(newest);
    }

    @Test
    void twoModelsInADirectoryAreNotOne() throws Exception {
        Path directory = directory();
        Files.copy(Fixtures.LLAMA, directory.resolve("a.gguf"));
        Files.copy(Fixtures.LLAMA, directory.resolve("b.gguf"));

        problem(submitImport(Map.of("repository", "bad/Two", "path", directory.toString())), 422);
    }

    @Test
    void aQuantIsNoBase() {
        Path quant =
                GeneratedModels.llama(GgmlType.Q8_0, 128, 256).write(directory().resolve("Pup-Q8_0.gguf"));

        problem(submitImport(Map.of("repository", "bad/Quant", "path", quant.toString())), 422)
                .body("type", is("urn:kennel:problem:quantized-base"))
                .body("detail", is("15 tensors are quantized."))
                .body("errors.field", hasItem("blk.0.attn_q.weight"))
                .body("errors.message", everyItem(is("is q8_0")))
                .body("next", containsString("'base'"));
    }

    @Test
    void aShardThatIsMissingIsNamed() throws Exception {
        Path directory = directory();
        var shards = GeneratedModels.llama(GgmlType.F16, 128, 256).writeShards(directory, "Split", 3);
        Files.delete(shards.get(2));

        problem(
                        submitImport(Map.of(
                                "repository",
                                "bad/Split",
                                "path",
                                shards.getFirst().toString())),
                        422)
                .body("detail", containsString("one of 3 shards, and 2 are at hand"));
    }

    @Test
    void aPipeIsNoFileAndNobodyWaitsForIt() throws Exception {
        Path pipe = directory().resolve("pipe.gguf");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        problem(submitImport(Map.of("repository", "bad/Pipe", "path", pipe.toString())), 422)
                .body("detail", containsString("a pipe or a device"));
    }

    @Test
    void aRequestThatSaysTooLittleIsRefused() {
        problem(submitImport(Map.of("repository", "bad/Nothing")), 400).body("errors.field", hasItem("path"));
        problem(submitImport(Map.of("path", Fixtures.LLAMA.toString())), 400)
                .body("errors.field", hasItem("repository"));
        problem(submitImport(Map.of("repository", "jobs/Reserved", "path", Fixtures.LLAMA.toString())), 400)
                .body("errors.field", hasItem("repository"));
        problem(given().contentType("application/json").post("/api/v1/imports"), 400);
    }

    private static Object newestJob() {
        return KennelApi.get("/jobs?limit=1").jsonPath().get("items[0]");
    }
}
