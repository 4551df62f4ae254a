package dev.kennel.measuring;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import dev.kennel.gguf.GgufHeader;
import dev.kennel.gguf.GgufReader;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.gguf.TensorInfo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.put;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
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
        computed(model, 4, "chats.imatrix.gguf");
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

    @Test
    void aTextThatIsDeletedWhileItsMatrixIsComputedKeepsItsLicenceAndItsName() throws Exception {
        String text = Files.readString(Fixtures.STORIES).substring(0, 20_000);
        given().contentType("text/plain").body(text).put("/api/v1/texts/passing?licence=CC0-1.0");
        long job = submitted(post(
                "/models/" + MODEL + "/imatrices",
                Map.of("text", "passing", "context", 128, "chunks", 2, "filename", "passing.imatrix.gguf")));

        given().delete("/api/v1/texts/passing").then().statusCode(204);

        done(job);
        KennelApi.get("/models/" + MODEL)
                .then()
                .body("companions.find { it.filename == 'passing.imatrix.gguf' }.text.licence", is("CC0-1.0"));
        problem(given().contentType("text/plain").body("Another text.").put("/api/v1/texts/passing"), 409)
                .body("detail", containsString("importance matrices name it so"));
    }

    @Test
    void whichTextAnImportedMatrixWasComputedFromMayBeSaid() {
        String model = "imatrixjob/Stated";
        requireModel(model, Fixtures.NEMOTRON_MOE, Fixtures.NEMOTRON_MOE_IMATRIX);
        String matrix = Fixtures.NEMOTRON_MOE_IMATRIX.getFileName().toString();
        String text = "/models/" + model + "/imatrices/" + matrix + "/text";
        done(sweep(model, "Q4_K_S"));
        long job = measured(model, List.of("Q4_K_S"), "chats");
        done(job);
        assertThat(marked(model)).isFalse();

        put(text, Map.of("text", "chats")).then().statusCode(204);

        assertThat(marked(model)).isTrue();
        KennelApi.get("/models/" + model)
                .then()
                .body("companions[0].text.name", is("chats"))
                .body("companions[0].text.stated", is(true));
        given().get("/jobs/" + job).then().body(containsString("on its calibration text"));
        given().get("/" + model).then().body(containsString("on its calibration text"));
        given().get("/" + model + "/imatrix/" + matrix).then().body(containsString("text, as somebody said"));
        problem(put(text, Map.of("text", "nosuch")), 422).body("errors[0].message", containsString("nosuch"));
        problem(put(text, Map.of()), 400);
        put(text, Map.of("text", "")).then().statusCode(204);
        assertThat(marked(model)).isFalse();
    }

    @Test
    void aMatrixMayHaveAnyFileName() throws Exception {
        String model = "imatrixjob/Spaced";
        requireModel(model, Fixtures.NEMOTRON_MOE);
        Path file = directory().resolve("my 100% matrix.gguf");
        Files.copy(Fixtures.NEMOTRON_MOE_IMATRIX, file);
        done(submitted(submitImport(Map.of("base", model, "path", file.toString()))));
        String link = "/" + model + "/imatrix/my%20100%25%20matrix.gguf";
        assertThat(given().get("/" + model).asString()).contains("href=\"" + link + "\"");
        Page page = browser.open(View.DESKTOP, link).looksSound("stated-text").page();

        page.getByLabel("It was computed from").selectOption("stories");
        page.getByText("Say so").click();

        assertThat(page.locator("dl.facts")).containsText("text, as somebody said stories");
        assertThat(page.url()).endsWith(link);
    }

    @Test
    void ofAMatrixThatWasComputedHereTheTextIsKnown() {
        String model = "imatrixjob/Known";
        requireModel(model, Fixtures.NEMOTRON_MOE);
        computed(model, 1, "known.imatrix.gguf");

        problem(put("/models/" + model + "/imatrices/known.imatrix.gguf/text", Map.of("text", "stories")), 409)
                .body("detail", is("Its text is chats."));
    }

    private static void computed(String model, int chunks, String filename) {
        done(submitted(post(
                "/models/" + model + "/imatrices",
                Map.of("text", "chats", "context", 128, "chunks", chunks, "filename", filename))));
    }

    private static boolean marked(String model) {
        return KennelApi.get("/models/" + model + "/quants/Q4_K_S").jsonPath().getBoolean("quality.onCalibrationText");
    }

    @Test
    void anExpertThatWasNeverRoutedToIsMarked() throws Exception {
        String model = "imatrixjob/Blind";
        requireModel(model, Fixtures.NEMOTRON_MOE);
        Path file = directory().resolve("blind.imatrix.gguf");
        Files.copy(Fixtures.NEMOTRON_MOE_IMATRIX, file);
        forget(file, 3);
        done(submitted(submitImport(Map.of("base", model, "path", file.toString()))));

        JsonPath coverage = KennelApi.get("/models/" + model + "/imatrices/blind.imatrix.gguf/coverage")
                .jsonPath();
        int layers = coverage.getList("layers").size();
        assertThat(coverage.getList("layers.neverRouted", Integer.class))
                .hasSize(layers)
                .containsOnly(1);
        assertThat(coverage.getLong("layers[0].tokens[3]")).isZero();
        String page = given().get("/" + model + "/imatrix/blind.imatrix.gguf").asString();
        assertThat(page).contains("never saw a token", "quantizes them blind");
        assertThat(page.split("<b class=\"warning\">none</b>", -1)).hasSize(layers + 1);
    }

    /// Sets the counts of an expert to 0 in every layer.
    private static void forget(Path file, int expert) throws Exception {
        GgufHeader header = GgufReader.read(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (TensorInfo tensor : header.tensors()) {
                if (tensor.name().endsWith("_exps.weight.counts")) {
                    channel.write(
                            ByteBuffer.allocate(Float.BYTES), header.fileOffset(tensor) + (long) expert * Float.BYTES);
                }
            }
        }
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
