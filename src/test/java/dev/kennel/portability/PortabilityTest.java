package dev.kennel.portability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.kennel.DamagedModel;
import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.LlamaQuantize;
import dev.kennel.blob.BlobFiles;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

@QuarkusTest
class PortabilityTest {

    private static final String LLAMA = "portability/Llama";

    @Inject
    LlamaQuantize llamaQuantize;

    @Inject
    BlobFiles blobs;

    @AfterEach
    void theServerHasNothingOfJllama() throws IOException {
        assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain("jllama");
        try (var staged = Files.walk(blobs.staging())) {
            assertThat(staged).noneMatch(file -> file.toString().contains("jllama"));
        }
    }

    @Test
    void aLlamaRunsInBothRuntimes() {
        requireLlama();

        done(attempt(LLAMA, "Q4_K_M"));

        JsonPath quant = quant(LLAMA, "Q4_K_M");
        assertThat(quant.getList("runtimes.runtime")).containsExactly("llama.cpp", "jllama");
        assertThat(quant.getList("runtimes.trial.outcome")).containsExactly("RUNS", "RUNS");
        List<String> texts = quant.getList("runtimes.trial.text");
        assertThat(texts).allMatch(text -> !text.isBlank());
        assertThat(texts.getFirst().split(" ")[1]).isEqualTo(texts.getLast().split(" ")[1]);
        assertThat(quant.getDouble("runtimes[1].trial.loadSeconds")).isPositive();
        assertThat(quant.getString("runtimes[0].trial.llama.version")).startsWith("0.5.");
        assertThat(quant.getString("runtimes[1].trial.llama.version")).contains("4916");
    }

    @Test
    void aTypeThatIsNewerThanJllamaIsRefusedByIt() {
        requireLlama();

        done(attempt(LLAMA, "Q1_0"));

        JsonPath quant = quant(LLAMA, "Q1_0");
        assertThat(quant.getList("runtimes.trial.outcome")).containsExactly("RUNS", "REFUSED");
        assertThat(quant.getString("runtimes[1].trial.error")).contains("type 41");
    }

    @Test
    void anArchitectureThatIsNewerThanJllamaIsRefusedByName() {
        requireModel("portability/Qwen", Fixtures.QWEN_MOE);

        JsonPath job = done(attempt("portability/Qwen", "base"));

        assertThat(job.getList("detail.files[0].tried.trial.outcome")).containsExactly("RUNS", "REFUSED");
        assertThat(job.getString("detail.files[0].tried[1].trial.error"))
                .startsWith("unknown model architecture: 'qwen35moe'");
    }

    @Test
    void aCrashIsAResultWithTheRuntimesLastWords() throws Exception {
        requireLlama();
        Path file = foreignQuant("Damaged", "Q5_0");
        DamagedModel.negateEpsilon(file);
        importQuant("Damaged", file);

        done(attempt(LLAMA, "elsewhere/Damaged/Q5_0"));

        JsonPath quant = quant("elsewhere/Damaged", "Q5_0");
        assertThat(quant.getList("runtimes.trial.outcome")).containsExactly("CRASHED", "CRASHED");
        assertThat(quant.getList("runtimes.trial.error", String.class))
                .allMatch(error -> error.startsWith("The worker ended with SIGABRT"))
                .allMatch(error -> error.contains("GGML_ASSERT(eps >= 0.0f) failed"));
        assertThat(quant.getString("runtimes[0].trial.llama.version")).startsWith("0.5.");
    }

    @Test
    void aFileThatIsGoneIsNoResult() throws Exception {
        requireLlama();
        Path file = foreignQuant("Gone", "Q5_1");
        importQuant("Gone", file);
        Files.delete(file);

        assertThat(failures("Gone", "Q5_1"))
                .hasSize(2)
                .allMatch(failure -> failure.contains("Gone-Q5_1.gguf is not there any more"));
        assertThat(quant("elsewhere/Gone", "Q5_1").getList("runtimes")).isEmpty();
    }

    @Test
    void aFileThatIsAnotherNowIsNoResult() throws Exception {
        requireLlama();
        Path file = foreignQuant("Changed", "Q6_K");
        importQuant("Changed", file);
        Files.write(file, List.of("a note"));

        assertThat(failures("Changed", "Q6_K"))
                .hasSize(2)
                .allMatch(failure -> failure.contains("Changed-Q6_K.gguf has changed since it was imported"));
    }

    @Test
    void anotherTryIsAnotherMeasurement() {
        requireLlama();

        done(attempt(LLAMA, "Q4_1"));
        done(attempt(LLAMA, "Q4_1"));

        JsonPath measurements =
                KennelApi.get("/models/" + LLAMA + "/quants/Q4_1/measurements").jsonPath();
        assertThat(measurements.getList("items.kind")).containsOnly("portability");
        assertThat(measurements.getList("items.settings.runtime"))
                .containsExactly("jllama", "llama.cpp", "jllama", "llama.cpp");
        assertThat(measurements.getString("items[0].environment.llamaCpp")).isEqualTo("build 4916, in jllama 4.2.0");
        assertThat(measurements.getString("items[0].environment.processor")).isNotBlank();
        assertThat(quant(LLAMA, "Q4_1").getList("runtimes.runs")).containsExactly(2, 2);
    }

    @Test
    void whatIsNotThereIsRefusedByName() {
        requireLlama();

        problem(submit(LLAMA, "Q9_9"), 422).body(containsString("There is no 'Q9_9'"));
        problem(submit("portability/Nobody", "Q4_K_M"), 404).body(containsString("portability/Nobody"));
        problem(given().contentType("application/json").post("/api/v1/models/" + LLAMA + "/portability"), 400)
                .body(containsString("no body"));
    }

    private static void requireLlama() {
        requireModel(LLAMA, Fixtures.LLAMA);
        if (KennelApi.get("/models/" + LLAMA + "/quants")
                .jsonPath()
                .getList("items")
                .isEmpty()) {
            done(sweep(LLAMA, "Q4_K_M", "Q4_1", "Q1_0"));
        }
    }

    private static List<String> failures(String name, String quant) {
        return done(attempt(LLAMA, "elsewhere/" + name + "/" + quant)).getList("detail.files[0].tried.failure");
    }

    private Path foreignQuant(String name, String recipe) throws Exception {
        Path file = directory().resolve(name + "-" + recipe + ".gguf");
        Files.copy(llamaQuantize.quant(Fixtures.LLAMA, Optional.empty(), recipe), file);
        return file;
    }

    private static void importQuant(String name, Path file) {
        done(submitted(
                submitImport(Map.of("base", LLAMA, "repository", "elsewhere/" + name, "path", file.toString()))));
    }

    private static Response submit(String model, String quant) {
        return post("/models/" + model + "/portability", Map.of("quants", List.of(quant)));
    }

    private static long attempt(String model, String quant) {
        return submitted(submit(model, quant));
    }

    private static JsonPath quant(String repository, String name) {
        return KennelApi.get("/models/" + repository + "/quants/" + name)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
