package dev.kennel.steering;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.feature.FeatureFile;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.steer.run.SteeringFixture;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class VectorTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final String MODEL = "steered/Qwen";
    private static final String VECTORS = "/models/" + MODEL + "/vectors";

    @BeforeEach
    void modelAndFeature() throws Exception {
        requireModel(MODEL, Fixtures.QWEN_MOE);
        given().contentType("text/plain")
                .body(FeatureFile.write(SteeringFixture.feature("hedging")))
                .post("/api/v1/features")
                .then()
                .statusCode(201);
    }

    @Test
    void aVectorIsExtractedKeptAndDownloaded() throws Exception {
        long job = submitted(post(VECTORS, Map.of("feature", "small-hedging", "filename", "hedge.gguf")));

        JsonPath finished = done(job);

        assertThat(finished.getString("detail.method")).isEqualTo("difference in means");
        JsonPath card = KennelApi.get(VECTORS + "/hedge.gguf").jsonPath();
        assertThat(card.getList("directions.block", Integer.class)).containsExactly(1, 2, 3);
        assertThat(card.getString("facts.feature")).isEqualTo("small-hedging");
        assertThat(card.getString("facts.base_sha256"))
                .isEqualTo(KennelApi.get("/models/" + MODEL).jsonPath().getString("model.sourceSha256"));
        KennelApi.get(VECTORS).then().body("items.filename", hasItem("hedge.gguf"));
        byte[] bytes = given().get(card.getString("download")).asByteArray();
        Path file = Files.write(Files.createTempDirectory("vector").resolve("hedge.gguf"), bytes);
        assertThat(ControlVectorFile.read(file).layers()).containsExactly(1, 2, 3);
        problem(post(VECTORS, Map.of("feature", "small-hedging", "filename", "hedge.gguf")), 409);
    }

    @Test
    void whatCannotBeIsRefused() {
        problem(post(VECTORS, Map.of()), 422).body("errors.field", hasItem("feature"));
        problem(post(VECTORS, Map.of("feature", "nothing")), 422)
                .body("errors[0].message", is("There is no feature 'nothing'."));
        problem(post(VECTORS, Map.of("feature", "small-hedging", "method", "magic")), 422)
                .body("errors[0].message", containsString("is none of mean, pca"));
        problem(post(VECTORS, Map.of("feature", "small-hedging", "filename", "../x.gguf")), 422)
                .body("errors[0].field", is("filename"));
        problem(KennelApi.get(VECTORS + "/nothing.gguf"), 404);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aPersonExtractsOneAndSeesWhatItWasMadeFrom(View view) {
        String name = "seen-" + view.name() + ".gguf";
        Page page = browser.open(view, "/" + MODEL + "/vectors")
                .looksSound("vectors")
                .page();

        page.getByLabel("small-hedging").check();
        page.locator("#filename").fill(name);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Extract the control vector"))
                .click();
        long job = Long.parseLong(page.url().replaceAll(".*/jobs/(\\d+).*", "$1"));
        done(job);

        browser.open(view, "/jobs/" + job).looksSound("vector-job");
        Page card = browser.open(view, "/" + MODEL + "/vectors/" + name)
                .looksSound("vector")
                .page();
        assertThat(card.locator("#made")).hasText("What was it made from?");
        assertThat(card.locator("#command")).containsText("--control-vector-scaled " + name + ":1.0");
        assertThat(browser.open(view, "/" + MODEL)
                        .page()
                        .getByText("what it was made from")
                        .first())
                .isVisible();
    }
}
