package dev.kennel.provenance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import com.microsoft.playwright.Page;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.LlamaQuantize;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
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
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Making a quant again and checking a derivation say what they were to encode on, as a sweep does, and what encoded.
@QuarkusTest
class DerivationDeviceTest {

    private static final String MODEL = "derivationdevice/Llama";
    private static final String MADE = "/models/" + MODEL + "/quants/Q4_0";
    private static final String PUBLISHED = "/models/elsewhere/Device-GGUF/quants/Q5_0";

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    @Inject
    LlamaQuantize llamaQuantize;

    @Inject
    EntityManager entities;

    @ParameterizedTest
    @ValueSource(strings = {MADE + "/rebuild", PUBLISHED + "/derivation-check"})
    void aDeviceThatThisMachineLacksIsRefusedWithThoseItHas(String address) throws Exception {
        made();
        published();

        problem(post(address + "?device=OpenCL77"), 422)
                .body("errors[0].field", is("device"))
                .body("errors[0].message", containsString("'OpenCL77'"))
                .body("errors[0].message", containsString("Choose one of: auto, cpu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {MADE + "/rebuild", PUBLISHED + "/derivation-check"})
    void theBodyMayNameTheDevice(String address) throws Exception {
        made();
        published();

        problem(post(address, Map.of("device", "OpenCL77")), 422)
                .body("errors[0].message", containsString("'OpenCL77'"));
        problem(post(address + "?device=cpu", Map.of("device", "auto")), 400)
                .body("title", is("'device' is there twice"));
        problem(post(address, Map.of("devise", "cpu")), 400).body(containsString("devise"));
        problem(post(address, "null"), 400).body("title", is("The body is no JSON object"));
        problem(given().formParam("device", "cpu").post("/api/v1" + address), 400)
                .body("title", containsString("JSON"));
        assertThat(done(submitted(post(address, Map.of("device", "cpu")))).getString("detail.device"))
                .isEqualTo("cpu");
    }

    @ParameterizedTest
    @ValueSource(strings = {MADE + "/rebuild", PUBLISHED + "/derivation-check"})
    void anEmptyWordIsNone(String address) throws Exception {
        made();
        published();

        assertThat(done(submitted(post(address + "?device=&imatrix="))).getString("detail.device"))
                .isEqualTo("auto");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rebuild", "derivation-check"})
    void aQuantThatIsNotThereIsMissedBeforeTheDevice(String task) {
        problem(post("/models/derivationdevice/Nothing/quants/Q4_0/" + task + "?device=OpenCL77"), 404)
                .body("title", is("derivationdevice/Nothing has no quant Q4_0"));
    }

    @Test
    void aQuantIsMadeAgainOnTheCpuAndTheRecordSaysSo() {
        made();

        JsonPath job = done(submitted(post(MADE + "/rebuild?device=CPU")));

        assertThat(job.getString("detail.device")).isEqualTo("cpu");
        assertThat(job.getString("detail.result.device")).isEqualTo("cpu");
        assertThat(job.getBoolean("detail.result.same")).isTrue();
        assertThat(job.getString("detail.result.encoders.find { it.type == 'q4_0' }.encoder"))
                .isIn("ggml", "simd");
        assertThat(log(job))
                .anyMatch(line -> line.startsWith("read "))
                .anyMatch(line -> line.matches("encoded by (ggml|simd).*"))
                .noneMatch(line -> line.startsWith("encoding on "));
        Page page = browser.open(View.DESKTOP, "/jobs/" + job.getLong("id")).page();
        assertThat(page.locator("[aria-labelledby=rebuild]"))
                .containsText(Pattern.compile("On the CPU alone\\. Encoded by (ggml|simd)"));
    }

    @Test
    void whereARebuildDidNotKeepWhatEncodedThatIsSaid() {
        made();
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("""
                        insert into rebuild (file_sha256, made_sha256, same, tensors, differences, environment,
                            encoding_device, job_id, rebuilt_at)
                        select a.sha256, a.sha256, true, 1, '[]', q.made_in, 'OpenCL0', q.job_id, q.made_at
                        from quant q join artifact a on a.id = q.artifact_id join repository r on r.id = q.repository_id
                        where r.owner = 'derivationdevice' and q.name = 'Q4_0'
                        """).executeUpdate());

        JsonPath newest = KennelApi.get(MADE + "/rebuild").jsonPath().setRootPath("items[0]");
        assertThat(newest.getString("device")).isEqualTo("OpenCL0");
        assertThat(newest.getList("encoders")).isNull();
        Page page = browser.open(View.DESKTOP, "/" + MODEL + "/quants/Q4_0/provenance")
                .page();
        assertThat(page.locator("[aria-labelledby=rebuilds]"))
                .containsText("asked to encode on OpenCL0; what encoded was not recorded");
    }

    @Test
    void aDerivationIsCheckedOnTheCpuAndTheRecordSaysSo() throws Exception {
        published();

        JsonPath job = done(submitted(post(PUBLISHED + "/derivation-check?imatrix=none&device=cpu")));

        assertThat(job.getString("detail.device")).isEqualTo("cpu");
        JsonPath check = KennelApi.get(PUBLISHED + "/derivation-check").jsonPath();
        assertThat(check.getString("device")).isEqualTo("cpu");
        assertThat(check.getString("encoders.find { it.type == 'q5_0' }.encoder"))
                .isIn("ggml", "simd");
        assertThat(log(job)).last().asString().matches("encoded by (ggml|simd).*");
        Page page = browser.open(View.DESKTOP, "/jobs/" + job.getLong("id")).page();
        assertThat(page.locator("[aria-labelledby=check]"))
                .containsText(Pattern.compile("On the CPU alone\\. Encoded by (ggml|simd)"));
    }

    @Test
    void withoutAWordEachNodeChooses() throws Exception {
        made();
        published();

        for (String address : List.of(MADE + "/rebuild", PUBLISHED + "/derivation-check")) {
            JsonPath job = done(submitted(post(address)));
            assertThat(job.getString("detail.device")).isEqualTo("auto");
            assertThat(job.getString("detail.encodedOn"))
                    .startsWith(
                            "On the first GPU that OpenCL or CUDA knows, or the CPU where there is none. Encoded by ");
        }
    }

    @Test
    void aDeviceIsChosenInTheFormThatMakesAQuantAgain() {
        String device = requireDevice();
        made();

        JsonPath job = chosen("/" + MODEL + "/quants/Q4_0/provenance", device, "Make it again and compare");

        assertThat(job.getString("detail.result.device")).isEqualTo(device);
        assertThat(job.getBoolean("detail.result.same")).isTrue();
        assertThat(log(job)).anyMatch(line -> line.startsWith("encoding on " + device));
        browser.open(View.DESKTOP, "/jobs/" + job.getLong("id")).looksSound("job-rebuild-on-device");
        assertThat(browser.open(View.DESKTOP, "/" + MODEL + "/quants/Q4_0/provenance")
                        .looksSound("provenance-rebuilt-on-device")
                        .page()
                        .locator("[aria-labelledby=rebuilds]"))
                .containsText(Pattern.compile("asked to encode on " + device + "; encoded by (opencl|cuda)"));
    }

    @Test
    void aDeviceIsChosenInTheFormThatChecksADerivation() throws Exception {
        String device = requireDevice();
        published();

        JsonPath job = chosen("/elsewhere/Device-GGUF/quants/Q5_0/provenance", device, "Check the derivation");

        assertThat(job.getString("detail.result.device")).isEqualTo(device);
        assertThat(job.getList("detail.result.encoders.encoder", String.class)).containsAnyOf("opencl", "cuda");
        assertThat(log(job)).anyMatch(line -> line.startsWith("encoding on " + device));
        assertThat(browser.open(View.PHONE, "/jobs/" + job.getLong("id"))
                        .looksSound("job-check-on-device")
                        .page()
                        .locator("[aria-labelledby=check]"))
                .containsText(Pattern.compile("asked to encode on " + device + "; encoded by (opencl|cuda)"));
    }

    /// As the server's workers found it: OpenCL can be loaded by one test class of a JVM only.
    private static String requireDevice() {
        List<String> devices =
                KennelApi.get("/machine").jsonPath().getList("encoding.devices.findAll { it.obstacle == null }.name");
        assumeTrue(!devices.isEmpty(), "skipped: there is no device to encode on");
        return devices.getFirst();
    }

    private static JsonPath chosen(String address, String device, String button) {
        Page page = browser.open(View.PHONE.withoutJavaScript(), address)
                .looksSound("derivation-with-device")
                .page();
        page.getByLabel("Compute on").selectOption(device);
        page.getByText(button).click();
        return done(Long.parseLong(page.url().substring(page.url().lastIndexOf('/') + 1)));
    }

    private static List<String> log(JsonPath job) {
        return KennelApi.get("/jobs/" + job.getLong("id") + "/log?limit=500")
                .jsonPath()
                .getList("items.line");
    }

    private static void made() {
        requireModel(MODEL, Fixtures.LLAMA);
        if (KennelApi.get(MADE).statusCode() == 404) {
            done(sweep(MODEL, "Q4_0"));
        }
    }

    private void published() throws Exception {
        requireModel(MODEL, Fixtures.LLAMA);
        if (KennelApi.get(PUBLISHED).statusCode() == 404) {
            Path file = directory().resolve("Device-Q5_0.gguf");
            Files.copy(llamaQuantize.quant(Fixtures.LLAMA, Optional.empty(), "Q5_0"), file);
            done(submitted(submitImport(
                    Map.of("base", MODEL, "repository", "elsewhere/Device-GGUF", "path", file.toString()))));
        }
    }
}
