package dev.kennel.steering;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.ImportRoots;
import dev.kennel.KennelApi;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.feature.FeatureFile;
import dev.kennel.gguf.GgufHeader;
import dev.kennel.gguf.GgufReader;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.steer.run.SteeringFixture;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class ResponseTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final String MODEL = "asked/Qwen";
    private static final String RESPONSES = "/models/" + MODEL + "/responses";

    private static boolean asked;

    /// A model with two quants, asked about a feature with a vector and about one without.
    private static void requireAnswers() throws Exception {
        if (asked) {
            return;
        }
        requireModel(MODEL, Fixtures.QWEN_MOE);
        requireFeatures();
        done(KennelApi.sweep(MODEL, "Q8_0", "Q2_K"));
        done(submitted(post("/models/" + MODEL + "/vectors", Map.of("feature", "small-hedging"))));
        done(submitted(post(RESPONSES, Map.of("features", List.of("small-hedging", "small-creativity")))));
        asked = true;
    }

    private static void requireFeatures() throws Exception {
        for (String feature : List.of("hedging", "creativity")) {
            given().contentType("text/plain")
                    .body(FeatureFile.write(SteeringFixture.feature(feature)))
                    .post("/api/v1/features")
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void theBaseAndEachQuantAreAskedAndCompared() throws Exception {
        requireAnswers();

        JsonPath table = KennelApi.get(RESPONSES).jsonPath();

        assertThat(table.getList("features")).isEqualTo(List.of("small-creativity", "small-hedging"));
        assertThat(table.getList("quants.name", String.class)).containsExactlyInAnyOrder("Q8_0", "Q2_K");
        String base = "base.runs.small-hedging.figures.";
        assertThat(table.getDouble(base + "vector.steerability.slope.low")).isPositive();
        assertThat(table.getDouble(base + "vector.damage")).isBetween(0.0, 0.1);
        assertThat((Object) table.get(base + "change")).isNull();
        assertThat((Object) table.get("base.runs.small-creativity.figures.vector"))
                .isNull();
        String close = "quants.find { it.name == 'Q8_0' }.runs.small-hedging.figures.";
        assertThat(table.getDouble(close + "vector.steerability.retention.value"))
                .isBetween(0.9, 1.1);
        assertThat(table.getDouble(close + "vector.unit")).isEqualTo(table.getDouble(base + "vector.unit"));
        assertThat(table.getDouble(close + "change.value")).isBetween(-0.1, 0.1);

        long response = table.getLong("quants.find { it.name == 'Q8_0' }.runs.small-hedging.response");
        JsonPath one = KennelApi.get("/responses/" + response).jsonPath();
        assertThat(one.getList("answers.driven.margins.strengths", Double.class))
                .containsExactly(-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5);
        assertThat(one.getList("answers.driven.margins.rows[0]")).hasSize(16);
        KennelApi.get("/responses?file=" + one.getString("file")).then().body("items.size()", is(2));
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        requireAnswers();

        problem(post(RESPONSES, Map.of()), 422).body("errors[0].field", is("features"));
        problem(post(RESPONSES, Map.of("features", List.of("nothing"))), 422)
                .body("errors[0].message", is("There is no feature 'nothing'."));
        problem(
                        post(
                                RESPONSES,
                                Map.of("features", List.of("small-hedging"), "vectors", Map.of("small-hedging", "x"))),
                        422)
                .body("errors[0].message", containsString("no control vector 'x'"));
        problem(post(RESPONSES, Map.of("features", List.of("small-hedging"), "quants", List.of("Q9"))), 422)
                .body("errors[0].message", containsString("no 'Q9'"));
        problem(post(RESPONSES, Map.of("features", List.of("small-hedging"), "vectors", Map.of("hedgin", ""))), 422)
                .body("errors[0].message", is("'hedgin' is none of the features that are asked about."));
        problem(KennelApi.get("/responses/999999"), 404);
        problem(KennelApi.get("/responses"), 400);
    }

    @Test
    void aBrokenQuantIsAFindingAndTheOthersGoOn() throws Exception {
        requireModel("asked/Broken", Fixtures.QWEN_MOE);
        requireFeatures();
        done(KennelApi.sweep("asked/Broken", "Q8_0", "Q4_0"));
        Path broken = broken("Broken-Q8_0-broken.gguf");
        done(submitted(submitImport(
                Map.of("base", "asked/Broken", "repository", "askedelsewhere/Broken", "path", broken.toString()))));

        long job = submitted(post("/models/asked/Broken/responses", Map.of("features", List.of("small-creativity"))));

        List<String> failures = done(job).getList("detail.files.collect { it.found[0].failure }");
        assertThat(failures)
                .hasSize(4)
                .filteredOn(failure -> failure != null)
                .singleElement()
                .satisfies(failure -> assertThat(failure).contains("is no number"));
    }

    /// The model's Q8_0 with a last norm that is no number.
    private static Path broken(String name) throws Exception {
        String file =
                KennelApi.get("/models/asked/Broken/quants/Q8_0").jsonPath().getString("download");
        Path broken = Files.write(
                ImportRoots.directory().resolve(name), given().get(file).asByteArray());
        GgufHeader header = GgufReader.read(broken);
        TensorInfo norm = header.tensors().stream()
                .filter(tensor -> tensor.name().equals("output_norm.weight"))
                .findFirst()
                .orElseThrow();
        try (var channel = FileChannel.open(broken, StandardOpenOption.WRITE)) {
            ByteBuffer numbers =
                    ByteBuffer.allocate(Math.toIntExact(norm.bytes())).order(ByteOrder.LITTLE_ENDIAN);
            while (numbers.hasRemaining()) {
                numbers.putFloat(Float.NaN);
            }
            channel.write(numbers.flip(), header.fileOffset(norm));
        }
        return broken;
    }

    @Test
    void whatIsGoneIsNotLinked() throws Exception {
        requireModel("asked/Gone", Fixtures.QWEN_MOE);
        requireFeatures();
        long job = submitted(post("/models/asked/Gone/responses", Map.of("features", List.of("small-creativity"))));
        done(job);
        long response = KennelApi.get("/jobs/" + job).jsonPath().getLong("detail.files[0].found[0].response");
        given().delete("/api/v1/models/asked/Gone").then().statusCode(204);

        given().get("/responses/" + response)
                .then()
                .statusCode(200)
                .body(containsString("asked/Gone, which is not here any more"));
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aPersonSeesWhetherItStillAnswersToSteering(View view) throws Exception {
        requireAnswers();

        Page model =
                browser.open(view, "/" + MODEL).looksSound("model-steering").page();
        assertThat(model.locator("#steering")).hasText("Does it still answer to steering?");
        Page quant = browser.open(view, "/" + MODEL + "/quants/Q2_K")
                .looksSound("quant-steering")
                .page();
        assertThat(quant.locator(".curve svg")).hasCount(1);
        long response = KennelApi.get(RESPONSES)
                .jsonPath()
                .getLong("quants.find { it.name == 'Q2_K' }.runs.small-hedging.response");
        Page one = browser.open(view, "/responses/" + response)
                .looksSound("response")
                .page();
        assertThat(one.locator("#samples")).hasText("What does it say?");
        long job = KennelApi.get("/responses/" + response).jsonPath().getLong("job");
        browser.open(view, "/jobs/" + job).looksSound("response-job");
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aPersonAsksTheBaseAlone(View view) throws Exception {
        requireAnswers();
        Page page = browser.open(view, "/" + MODEL + "/responses")
                .looksSound("responses-form")
                .page();
        page.getByLabel("small-creativity", new Page.GetByLabelOptions().setExact(true))
                .check();
        page.getByLabel("small-hedging", new Page.GetByLabelOptions().setExact(true))
                .uncheck();
        for (String quant : List.of("Q8_0", "Q2_K")) {
            page.locator("input[name=quant][value=" + quant + "]").uncheck();
        }

        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Ask").setExact(true))
                .click();

        JsonPath job = done(Long.parseLong(page.url().replaceAll(".*/jobs/(\\d+).*", "$1")));
        assertThat(job.getList("detail.files.name")).isEqualTo(List.of("base"));
    }
}
