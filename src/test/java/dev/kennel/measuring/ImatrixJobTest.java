package dev.kennel.measuring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
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
import dev.kennel.gguf.ImatrixFile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class ImatrixJobTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final String MODEL = "imatrixjob/Nemotron";

    @BeforeEach
    void model() {
        requireModel(MODEL, Fixtures.NEMOTRON_MOE);
    }

    @Test
    void aMatrixIsComputedKeptBesideTheModelAndUsed() throws Exception {
        JsonPath job = done(submitted(post(
                "/models/" + MODEL + "/imatrices",
                Map.of("text", "chats", "context", 128, "chunks", 8, "filename", "computed.imatrix.gguf"))));

        assertThat(job.getString("detail.page")).isEqualTo("/" + MODEL + "/imatrix/computed.imatrix.gguf");
        byte[] served = given().get("/" + MODEL + "/resolve/main/computed.imatrix.gguf")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        Path file = Files.write(directory().resolve("downloaded.imatrix.gguf"), served);
        assertThat(ImatrixFile.read(file).datasets()).containsExactly("chats");
        JsonPath coverage = KennelApi.get("/models/" + MODEL + "/imatrices/computed.imatrix.gguf/coverage")
                .then()
                .statusCode(200)
                .body("chunks", is(8))
                .extract()
                .jsonPath();
        assertThat(coverage.getList("layers[0].tokens")).hasSize(8);
        List<Integer> tokens = coverage.getList("layers[0].tokens", Integer.class);
        // two of eight experts see each token
        assertThat(tokens.stream().mapToInt(Integer::intValue).sum()).isEqualTo(8 * 128 * 2);
        done(sweep(MODEL, "IQ2_XXS"));
        KennelApi.get("/models/" + MODEL + "/quants/IQ2_XXS").then().body("imatrix", is("computed.imatrix.gguf"));
    }

    @Test
    void figuresOnTheCalibrationTextAreMarkedWhateverTheOthersWereMeasuredOn() {
        String model = "imatrixjob/Calibrated";
        requireModel(model, Fixtures.NEMOTRON_MOE);
        done(submitted(post(
                "/models/" + model + "/imatrices",
                Map.of("text", "chats", "context", 128, "chunks", 4, "filename", "chats.imatrix.gguf"))));
        done(sweep(model, "Q3_K_S", "Q4_0", "Q5_0"));
        done(measured(model, List.of("Q3_K_S"), "chats"));
        done(measured(model, List.of("Q4_0", "Q5_0"), "stories"));

        KennelApi.get("/models/" + model + "/quants/Q3_K_S")
                .then()
                .body("quality.evaluation.textName", is("chats"))
                .body("quality.onCalibrationText", is(true));
        KennelApi.get("/models/" + model + "/quants/Q4_0").then().body("quality.onCalibrationText", is(false));
        given().get("/" + model + "/quants/Q3_K_S")
                .then()
                .body(containsString("Measured on the text that its importance matrix was computed from"));
        given().get("/" + model + "/imatrix/chats.imatrix.gguf").then().body(containsString("licence</dt>"));
    }

    private static long measured(String model, List<String> quants, String text) {
        return submitted(post(
                "/models/" + model + "/measurements",
                Map.of("quants", quants, "texts", List.of(text), "context", 128, "chunks", 1)));
    }

    @Test
    void whatCannotBeComputedIsRefused() {
        problem(post("/models/" + MODEL + "/imatrices", Map.of()), 422).body("errors[0].field", is("text"));
        problem(post("/models/" + MODEL + "/imatrices", Map.of("text", "nosuch")), 422)
                .body("errors[0].message", containsString("nosuch"));
        problem(post("/models/" + MODEL + "/imatrices", Map.of("text", "chats", "filename", "../x.gguf")), 422)
                .body("errors[0].field", is("filename"));
        problem(KennelApi.get("/models/" + MODEL + "/imatrices/nosuch.gguf/coverage"), 404);
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aPersonComputesOneAndSeesWhatItReached(View view) {
        String filename = "by-hand-" + view.name() + ".gguf";
        Page page = browser.open(view, "/" + MODEL + "/imatrix")
                .looksSound("imatrix")
                .page();
        page.getByLabel("stories").check();
        page.getByLabel("Chunks of").fill("64");
        page.getByLabel("at most").fill("2");
        page.getByLabel("Kept as").fill(filename);

        page.locator("button.main").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(filename))
                .click(new Locator.ClickOptions().setTimeout(120_000));

        assertThat(page.locator("h1")).containsText(filename);
        assertThat(page.locator("table.heat tbody tr")).not().hasCount(0);
        browser.open(view, "/" + MODEL + "/imatrix/" + filename).looksSound("coverage");
    }
}
