package dev.kennel.measuring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.jobs.WorkerFactory;
import dev.kennel.measure.BaseLogitsTask;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.worker.WorkerListener;

import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

@QuarkusTest
class ImportedLogitsTest {

    private static final String MODEL = "measuring/Logits";
    private static final Path TEXT = Path.of("src/main/texts/eval-stories.txt");
    private static final int CONTEXT = 128;
    private static final int CHUNKS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Inject
    WorkerFactory workers;

    @TempDir
    Path directory;

    @BeforeEach
    void requireQuant() {
        requireModel(MODEL, Fixtures.LLAMA);
        if (KennelApi.get("/models/" + MODEL + "/quants/Q4_0").statusCode() == 404) {
            done(sweep(MODEL, "Q4_0"));
        }
    }

    @Test
    void quantsAreComparedWithWhatAnotherMachineStoredAsWithTheBaseItself() throws Exception {
        add("elsewhere?text=stories&origin=another%20machine", logits(Fixtures.LLAMA))
                .then()
                .statusCode(201)
                .body("reference", is("logits:elsewhere"))
                .body("chunks", is(CHUNKS))
                .body("text", is("stories"));

        JsonPath job = done(measure(Map.of("quants", List.of("Q4_0"), "reference", "logits:elsewhere")));
        done(measure(
                Map.of("quants", List.of("Q4_0"), "texts", List.of("stories"), "context", CONTEXT, "chunks", CHUNKS)));

        assertThat(job.getList("detail.files.name")).containsExactly("Q4_0");
        JsonPath found =
                KennelApi.get("/models/" + MODEL + "/quants/Q4_0/measurements").jsonPath();
        assertThat(found.getString("items[1].reference")).isEqualTo("logits:elsewhere");
        assertThat(found.getString("items[0].reference")).isEqualTo("base");
        assertThat(found.getString("items[1].text")).isEqualTo("stories");
        assertThat(found.getDouble("items[1].result.kld.value"))
                .isPositive()
                .isEqualTo(found.getDouble("items[0].result.kld.value"));
    }

    @Test
    void logitsWithoutATextNameTheirOwnTokensAndMayBeDeletedOnceMeasured() throws Exception {
        add("anonymous", logits(Fixtures.LLAMA)).then().statusCode(201);
        done(measure(Map.of("quants", List.of("Q4_0"), "reference", "logits:anonymous", "chunks", 1)));

        given().delete(api("/anonymous")).then().statusCode(204);

        KennelApi.get("/models/" + MODEL + "/logits").then().body("items.name", not(hasItem("anonymous")));
        KennelApi.get("/models/" + MODEL + "/quants/Q4_0/measurements")
                .then()
                .body("items.reference", hasItem("logits:anonymous"))
                .body("items.find { it.reference == 'logits:anonymous' }.settings.chunks", is(1))
                .body("items.find { it.reference == 'logits:anonymous' }.result.tokens", is(CONTEXT / 2 - 1));
        problem(given().delete(api("/anonymous")), 404);
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheReason() throws Exception {
        Path whole = logits(Fixtures.LLAMA);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 4));
        Path foreign = Files.writeString(directory.resolve("foreign"), "no logits at all, only some words");
        bytes[24]++;
        Path others = Files.write(directory.resolve("others"), bytes);

        refused("cut", cut, "chunks of");
        refused("foreign", foreign, "does not begin with '_logits_'");
        refused("others?text=stories", others, "differ from token 1 on");
        refused("nosuch?text=nosuch", whole, "There is no text 'nosuch'");
        add("taken", whole).then().statusCode(201);
        problem(add("taken", others), 409).body("title", containsString("other logits named 'taken'"));
    }

    @Test
    void aMeasurementThatContradictsItsLogitsIsRefused() throws Exception {
        add("contradicted", logits(Fixtures.LLAMA)).then().statusCode(201);
        Map<String, Object> request = Map.of("reference", "logits:contradicted");

        unmeasurable(with(request, "context", 64), "Leave the context out");
        unmeasurable(with(request, "texts", List.of("stories")), "Leave the texts out");
        unmeasurable(with(request, "quants", List.of("logits:contradicted")), "no floor of their own");
        unmeasurable(with(request, "reference", "logits:nosuch"), "There are no logits 'nosuch'");
    }

    @Test
    void theyAreOfferedAsAReferenceOnThePage() throws Exception {
        add("offered", logits(Fixtures.LLAMA)).then().statusCode(201);

        given().get("/" + MODEL + "/measure").then().body(containsString("value=\"logits:offered\""));
        given().get("/" + MODEL + "/logits").then().statusCode(200).body(containsString("offered"));
        given().redirects()
                .follow(false)
                .post("/" + MODEL + "/logits/offered/delete")
                .then()
                .statusCode(303);
        given().get("/" + MODEL + "/measure").then().body(not(containsString("value=\"logits:offered\"")));
    }

    /// As another machine would have made them.
    private Path logits(Path model) throws Exception {
        Path file = directory.resolve("base.logits");
        var task = new BaseLogitsTask(
                List.of(model), new EvaluationText(TEXT.toAbsolutePath(), EvaluationText.Kind.PLAIN), settings(), file);
        try (var worker = workers.start(PATIENCE)) {
            worker.run(task, WorkerListener.deaf());
        }
        return file;
    }

    private static EvaluationSettings settings() {
        return new EvaluationSettings(CONTEXT, 512, 512, Optional.of(CHUNKS), 2);
    }

    private static void refused(String name, Path file, String message) throws IOException {
        problem(add(name, file), 422).body("errors.message", hasItems(containsString(message)));
    }

    private static Response add(String name, Path file) throws IOException {
        return given().contentType("application/octet-stream")
                .body(Files.readAllBytes(file))
                .put(api("/" + name));
    }

    private static void unmeasurable(Map<String, Object> request, String message) {
        problem(post("/models/" + MODEL + "/measurements", request), 422).body(containsString(message));
    }

    private static Map<String, Object> with(Map<String, Object> request, String key, Object value) {
        var more = new HashMap<>(request);
        more.put(key, value);
        return more;
    }

    private static long measure(Map<String, Object> request) {
        return submitted(post("/models/" + MODEL + "/measurements", request));
    }

    private static String api(String path) {
        return "/api/v1/models/" + MODEL + "/logits" + path;
    }
}
