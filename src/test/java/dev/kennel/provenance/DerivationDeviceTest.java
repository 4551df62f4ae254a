package dev.kennel.provenance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import com.microsoft.playwright.Page;
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

/// Making a quant again and checking a derivation say what they encode on, as a sweep does.
@QuarkusTest
class DerivationDeviceTest {

    private static final String MODEL = "derivationdevice/Llama";
    private static final String MADE = "/models/" + MODEL + "/quants/Q4_0";
    private static final String PUBLISHED = "/models/elsewhere/Device-GGUF/quants/Q5_0";

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    @Inject
    LlamaQuantize llamaQuantize;

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
        assertThat(log(job))
                .anyMatch(line -> line.startsWith("read "))
                .noneMatch(line -> line.startsWith("encoding on "));
        Page page = browser.open(View.DESKTOP, "/jobs/" + job.getLong("id")).page();
        assertThat(page.locator("[aria-labelledby=rebuild]")).containsText("On the CPU alone.");
    }

    @Test
    void aDerivationIsCheckedOnTheCpuAndTheRecordSaysSo() throws Exception {
        published();

        JsonPath job = done(submitted(post(PUBLISHED + "/derivation-check?imatrix=none&device=cpu")));

        assertThat(job.getString("detail.device")).isEqualTo("cpu");
        assertThat(KennelApi.get(PUBLISHED + "/derivation-check").jsonPath().getString("device"))
                .isEqualTo("cpu");
        Page page = browser.open(View.DESKTOP, "/jobs/" + job.getLong("id")).page();
        assertThat(page.locator("[aria-labelledby=check]")).containsText("On the CPU alone.");
    }

    @Test
    void withoutAWordEachNodeChooses() throws Exception {
        made();
        published();

        assertThat(done(submitted(post(MADE + "/rebuild"))).getString("detail.device"))
                .isEqualTo("auto");
        assertThat(done(submitted(post(PUBLISHED + "/derivation-check"))).getString("detail.device"))
                .isEqualTo("auto");
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
                .containsText("asked to encode on " + device);
    }

    @Test
    void aDeviceIsChosenInTheFormThatChecksADerivation() throws Exception {
        String device = requireDevice();
        published();

        JsonPath job = chosen("/elsewhere/Device-GGUF/quants/Q5_0/provenance", device, "Check the derivation");

        assertThat(job.getString("detail.result.device")).isEqualTo(device);
        assertThat(log(job)).anyMatch(line -> line.startsWith("encoding on " + device));
        assertThat(browser.open(View.PHONE, "/jobs/" + job.getLong("id"))
                        .looksSound("job-check-on-device")
                        .page()
                        .locator("[aria-labelledby=check]"))
                .containsText("asked to encode on " + device);
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
