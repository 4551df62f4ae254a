package dev.kennel.measuring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennel.DamagedModel;
import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.LlamaQuantize;
import dev.kennel.blob.BlobFiles;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.ended;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
class MeasureTest {

    private static final String LLAMA = "measuring/Llama";

    @Inject
    BlobFiles blobs;

    @Inject
    EntityManager entities;

    @Inject
    LlamaQuantize llamaQuantize;

    @Test
    void aQuantsFiguresAreThoseOfLlamaPerplexity() {
        requireModel("measuring/Qwen", Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);
        done(sweep("measuring/Qwen", "Q4_K_M"));

        JsonPath job = done(measure("measuring/Qwen", Map.of("texts", List.of("stories"), "context", 256)));

        assertThat(job.getList("detail.files.name")).containsExactly("base", "Q4_K_M");
        assertThat(job.getDouble("detail.files[0].found[0].kld")).isCloseTo(0, within(1e-5));
        JsonPath ofBase = KennelApi.get("/models/measuring/Qwen/measurements").jsonPath();
        assertThat(ofBase.getList("items.reference")).contains("base");
        KennelApi.get("/models/measuring/Qwen").then().body("floor.runs", is(1));
        given().get("/measuring/Qwen.md").then().body(containsString("the floor"));
        JsonPath figures = ofQuant("measuring/Qwen", "Q4_K_M");
        assertThat(figures.getString("items[0].kind")).isEqualTo("quality");
        assertThat(figures.getDouble("items[0].result.perplexity.value")).isCloseTo(2.014622, withPercentage(0.1));
        assertThat(figures.getDouble("items[0].result.kld.value")).isCloseTo(0.001727, withPercentage(1));
        assertThat(figures.getDouble("items[0].result.sameTop.value")).isCloseTo(0.98019, within(0.002));
        assertThat(figures.getInt("items[0].settings.chunks")).isEqualTo(31);
        assertThat(figures.getString("items[0].reference")).isEqualTo("base");
        assertThat(figures.getString("items[0].environment.llamaCpp")).startsWith("0.5.");
        assertThat(figures.getString("items[0].environment.cpuVariant")).isNotBlank();
        assertThat(figures.getLong("items[0].environment.memory")).isPositive();
    }

    @Test
    void severalRunsStandSideBySideAndTheLogitsGoWithTheirJob() {
        String model = "measuring/Repeated";
        // figures belong to files: no other test measures this type of this model
        requireModel(model, Fixtures.LLAMA);
        done(sweep(model, "Q5_1"));
        Map<String, Object> request = Map.of("texts", List.of("stories"), "chunks", 2, "speed", timing(16));

        long first = measure(model, request);
        done(first);
        long second = measure(model, request);
        done(second);

        JsonPath quants = KennelApi.get("/models/" + model + "/quants").jsonPath();
        assertThat(quants.getInt("items[0].quality.runs")).isEqualTo(2);
        assertThat(quants.getInt("items[0].speed.runs")).isEqualTo(2);
        JsonPath figures = ofQuant(model, "Q5_1");
        List<Float> rates = figures.getList("items.findAll { it.kind == 'speed' }.result.generation.mean", Float.class);
        assertThat(rates).hasSize(2);
        assertThat(quants.getFloat("items[0].speed.generation.lowest")).isEqualTo(Collections.min(rates));
        assertThat(quants.getFloat("items[0].speed.generation.highest")).isEqualTo(Collections.max(rates));
        assertThat(figures.getList("items.job", Long.class)).contains(first, second);
        assertThat(blobs.work().resolve("job-" + first)).doesNotExist();
        given().get("/" + model).then().body(containsString("2 runs, "));
        given().get("/" + model + "/quants/Q5_1").then().body(containsString("4 measurements in all"));
    }

    @Test
    void speedsThatWereTimedOtherwiseDoNotStandInOneTable() {
        String model = "measuring/Timed";
        requireModel(model, Fixtures.LLAMA);
        done(sweep(model, "Q3_K_S", "Q6_K"));
        done(measure(model, Map.of("speed", timing(16))));
        done(measure(model, Map.of("quants", List.of("Q6_K"), "speed", timing(32))));

        JsonPath usual = KennelApi.get("/models/" + model + "/quants").jsonPath();
        assertThat(usual.getList("items.speed.timing.prompt")).containsExactly(16, 16);
        assertThat(usual.getList("items.speed.runs")).containsExactly(1, 1);
        given().get("/" + model + "/compare?quant=Q6_K").then().body(containsString("quant=Q6_K&amp;quant=Q3_K_S"));
        String other = Pattern.compile("\\?timing=(pp32[^\"]+)")
                .matcher(given().get("/" + model).asString())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        given().get("/" + model + "/quants/Q6_K").then().body(containsString("pp16 and tg4"));
        given().get("/" + model + "?timing=" + other).then().body(containsString("timed otherwise"));
        JsonPath compared = KennelApi.get("/models/" + model + "/comparison?quant=Q6_K&quant=Q3_K_S&timing=" + other)
                .jsonPath();
        assertThat(compared.getInt("timing.prompt")).isEqualTo(32);
        JsonPath wanted =
                KennelApi.get("/models/" + model + "/quants?timing=" + other).jsonPath();
        assertThat(wanted.getInt("items.find { it.name == 'Q6_K' }.speed.timing.prompt"))
                .isEqualTo(32);
        assertThat(wanted.getString("items.find { it.name == 'Q3_K_S' }.speed")).isNull();
    }

    private static Map<String, Object> timing(int prompt) {
        return Map.of("prompt", prompt, "generation", 4, "repetitions", 2);
    }

    @Test
    void theReferenceMayBeAnotherQuant() {
        requireQuants();

        JsonPath job = done(measure(
                LLAMA, Map.of("quants", List.of("Q4_0"), "texts", List.of("chats"), "chunks", 2, "reference", "Q8_0")));

        assertThat(job.getString("detail.reference")).isEqualTo("Q8_0");
        assertThat(job.getList("detail.files.name")).containsExactly("Q8_0", "Q4_0");
        assertThat(ofQuant(LLAMA, "Q4_0").getList("items.reference")).contains("Q8_0");
        assertThat(ofQuant(LLAMA, "Q8_0").getDouble("items[0].result.kld.value"))
                .isCloseTo(0, within(1e-4));
    }

    @Test
    void speedAndMemoryAreMeasuredWithoutAText() {
        requireQuants();

        done(measure(
                LLAMA,
                Map.of("quants", List.of("Q4_0"), "speed", Map.of("prompt", 64, "generation", 8, "repetitions", 2))));

        JsonPath speed = ofQuant(LLAMA, "Q4_0");
        assertThat(speed.getString("items[0].kind")).isEqualTo("speed");
        List<Float> samples = speed.getList("items[0].result.prompt.samples", Float.class);
        assertThat(samples).hasSize(2).allMatch(rate -> rate > 0);
        assertThat(speed.getDouble("items[0].result.prompt.mean"))
                .isCloseTo((samples.get(0) + samples.get(1)) / 2, withPercentage(0.1));
        assertThat(speed.getDouble("items[0].result.generation.mean")).isPositive();
        long file =
                KennelApi.get("/models/" + LLAMA + "/quants/Q4_0").jsonPath().getLong("bytes");
        assertThat(speed.getLong("items[0].result.memory.model")).isBetween(file / 2, 2 * file);
        assertThat(speed.getLong("items[0].result.memory.context")).isPositive();
        assertThat(speed.getLong("items[0].result.memory.compute")).isPositive();
        assertThat(speed.getLong("items[0].result.memory.peak")).isPositive();
        assertThat(speed.getInt("items[0].settings.generation")).isEqualTo(8);
    }

    @Test
    void whatAMeasurementCostsIsSaidBefore() {
        requireQuants();

        JsonPath plan = post(
                        "/models/" + LLAMA + "/measurements/plan", Map.of("texts", List.of("stories"), "chunks", 3))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // 3 chunks of 255 scored tokens, each 8 bytes and 2 a token of a vocabulary of 2048, and the tokens themselves
        long logits = 20 + 4 * 3 * 512 + 3 * 255 * (8 + 2 * 2048L);
        assertThat(plan.getLong("bytesNeeded")).isGreaterThan(logits).isLessThan(logits + 10_000_000);
        assertThat(plan.getInt("tokensPerFile")).isEqualTo(3 * 512);
        assertThat(plan.getInt("files")).isEqualTo(3);
    }

    @Test
    void whatGoesBeyondTheModelsContextIsWarnedOf() {
        requireQuants();

        post(
                        "/models/" + LLAMA + "/measurements/plan",
                        Map.of("texts", List.of("stories"), "context", 5000, "speed", Map.of("depth", 5000)))
                .then()
                .statusCode(200)
                .body(
                        "warnings",
                        contains(
                                startsWith("Chunks of 5,000 tokens go beyond the 4,096"),
                                startsWith("Timings at up to 5,512 tokens go beyond the 4,096")));
    }

    @Test
    void aCancelledMeasurementGoesOnWithWhatIsLeft() {
        requireQuants();
        long id = measure(LLAMA, Map.of("texts", List.of("stories", "chats"), "context", 64));
        await().atMost(Duration.ofMinutes(15)).until(() -> !found(id).isEmpty());
        post("/jobs/" + id + "/cancel").then().statusCode(200);
        ended(id);
        List<Object> before = found(id);
        assertThat(before.size()).isBetween(1, 5);

        post("/jobs/" + id + "/retry");

        done(id);
        assertThat(found(id)).hasSize(6).containsAll(before);
    }

    @Test
    void eachFileIsLoadedOnceForAllTexts() {
        requireQuants();

        long id = measure(LLAMA, Map.of("texts", List.of("stories", "chats"), "context", 128, "chunks", 1));
        done(id);

        List<String> log = KennelApi.get("/jobs/" + id + "/log").jsonPath().getList("items.line");
        assertThat(log).filteredOn(line -> line.contains(" loaded in ")).hasSize(3);
        assertThat(found(id)).hasSize(6);
    }

    private static List<Object> found(long job) {
        return KennelApi.get("/jobs/" + job).jsonPath().getList("detail.files.found.flatten()");
    }

    @ParameterizedTest
    @CsvSource({
        "texts, nosuch, There is no text 'nosuch'",
        "quants, Q9_9, There is no 'Q9_9'",
        "reference, Q9_9, There is no 'Q9_9'",
        "context, 3, not between 16",
        "context, 1048576, has",
        "chunks, 0, not 1 or more",
        "device, Vulkan7, 'There is no device ''Vulkan7'' on this machine. Choose one of: auto, cpu.'"
    })
    void whatCannotBeMeasuredIsRefusedByName(String field, String value, String message) {
        requireQuants();
        Object typed =
                switch (field) {
                    case "texts", "quants" -> List.of(value);
                    case "context", "chunks" -> Integer.valueOf(value);
                    default -> value;
                };
        var request = new HashMap<String, Object>(Map.of("texts", List.of("stories")));
        request.put(field, typed);

        problem(submit(LLAMA, request), 422).body(containsString(message));
    }

    @Test
    void aMeasurementIsNeverChanged() {
        requireQuants();
        done(measure(LLAMA, Map.of("quants", List.of("Q4_0"), "texts", List.of("stories"), "chunks", 1)));
        long id = ofQuant(LLAMA, "Q4_0").getLong("items[0].id");

        assertThatExceptionOfType(PersistenceException.class)
                .isThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                                "update measurement set file_sha256 = 'x' where id = " + id)
                        .executeUpdate()))
                .withStackTraceContaining("never changed");
        KennelApi.get("/measurements/" + id).then().statusCode(200);
        problem(KennelApi.get("/measurements/987654321"), 404);
    }

    @Test
    void aFileThatCannotBeMeasuredSaysWhyAndTheOthersGoOn() throws Exception {
        String model = "measuring/Vanishing";
        requireModel(model, Fixtures.LLAMA);
        Path file = directory().resolve("Vanishing-Q5_0.gguf");
        Files.copy(llamaQuantize.quant(Fixtures.LLAMA, Optional.empty(), "Q5_0"), file);
        done(submitted(
                submitImport(Map.of("base", model, "repository", "elsewhere/Vanishing", "path", file.toString()))));
        Files.delete(file);

        JsonPath job = done(measure(
                model,
                Map.of("quants", List.of("elsewhere/Vanishing/Q5_0"), "texts", List.of("stories"), "chunks", 1)));

        assertThat(job.getString("detail.files[1].found[0].failure")).contains("Vanishing-Q5_0.gguf");
    }

    @Test
    void aFileThatTakesLlamaCppDownIsWrittenDownAndTheOthersGoOn() throws Exception {
        String model = "measuring/Crashing";
        requireModel(model, Fixtures.LLAMA);
        done(sweep(model, "Q4_1"));
        Path file = directory().resolve("Crashing-Q5_0.gguf");
        Files.copy(llamaQuantize.quant(Fixtures.LLAMA, Optional.empty(), "Q5_0"), file);
        DamagedModel.negateEpsilon(file);
        done(submitted(
                submitImport(Map.of("base", model, "repository", "elsewhere/Crashing", "path", file.toString()))));

        JsonPath job = done(measure(
                model,
                Map.of(
                        "quants",
                        List.of("elsewhere/Crashing/Q5_0", "Q4_1"),
                        "texts",
                        List.of("stories"),
                        "chunks",
                        1)));

        assertThat(job.getString("detail.files[1].found[0].failure")).contains("llama.cpp ended", "SIGABRT");
        assertThat(job.getDouble("detail.files[2].found[0].kld")).isPositive();
    }

    private static void requireQuants() {
        requireModel(LLAMA, Fixtures.LLAMA);
        if (KennelApi.get("/models/" + LLAMA + "/quants")
                .jsonPath()
                .getList("items")
                .isEmpty()) {
            done(sweep(LLAMA, "Q4_0", "Q8_0"));
        }
    }

    private static Response submit(String model, Map<String, Object> request) {
        return post("/models/" + model + "/measurements", request);
    }

    private static long measure(String model, Map<String, Object> request) {
        return submitted(submit(model, request));
    }

    private static JsonPath ofQuant(String model, String quant) {
        return KennelApi.get("/models/" + model + "/quants/" + quant + "/measurements")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
