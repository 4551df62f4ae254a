package dev.kennel.sweeps;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kennel.KennelApi;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.opencl.AnyOpenCl;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitSweep;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

/// A sweep says what it is encoded on.
@QuarkusTest
class EncodingDeviceTest {

    private static final String MODEL = "encodingdevice/Small";

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    @Test
    void aDeviceThatThisMachineLacksIsRefusedWithThoseItHas() {
        small();

        problem(submitSweep(MODEL, Map.of("recipes", List.of("Q8_0"), "device", "OpenCL77")), 422)
                .body("errors[0].field", is("device"))
                .body("errors[0].message", containsString("'OpenCL77'"))
                .body("errors[0].message", containsString("Choose one of: auto, cpu"));
    }

    @Test
    void theCpuCanBeAskedForAndTheQuantSaysSo() {
        small();

        JsonPath job = done(submitted(submitSweep(MODEL, Map.of("recipes", List.of("Q5_0"), "device", " CPU "))));

        assertThat(job.getString("detail.device")).isEqualTo("cpu");
        assertThat(statement("Q5_0").getString("device")).isEqualTo("cpu");
        Page page = browser.open(View.DESKTOP, "/jobs/" + job.getLong("id")).page();
        assertThat(page.locator("section", new Page.LocatorOptions().setHas(page.locator("#encoders"))))
                .containsText(Pattern.compile("On the CPU alone\\. (Encoded by|Units from the store)"));
    }

    @Test
    void withoutAWordItIsTheFirstGpuIfThereIsOne() {
        small();

        JsonPath job = done(submitted(submitSweep(MODEL, Map.of("recipes", List.of("Q4_1")))));

        assertThat(job.getString("detail.device")).isEqualTo("auto");
        assertThat(statement("Q4_1").getString("device")).isEqualTo("auto");
    }

    @Test
    void aDeviceIsChosenInTheFormAndEncodes() {
        String device = AnyOpenCl.require().description().name();
        small();
        done(submitted(submitSweep(MODEL, Map.of("recipes", List.of("Q5_0"), "device", "cpu"))));
        Page page = browser.open(View.PHONE.withoutJavaScript(), "/" + MODEL + "/quantize?recipe=Q5_1")
                .looksSound("quantize-with-device")
                .page();

        assertThat(page.locator("#device").boundingBox().y)
                .isLessThan(page.locator("#recipes").boundingBox().y);
        page.getByLabel("Compute on").selectOption(device);
        page.locator("#cost button.main").click();

        long id = Long.parseLong(page.url().substring(page.url().lastIndexOf('/') + 1));
        JsonPath job = done(id);
        assertThat(job.getString("detail.device")).isEqualTo(device);
        assertThat(job.getList("detail.encoders.encoder", String.class)).contains("opencl");
        assertThat(job.getString("detail.encodedOn"))
                .startsWith("On " + device + "; on the CPU what it cannot do. Encoded by opencl")
                .containsPattern("Units from the store were encoded earlier, by (ggml|simd)");
        JsonPath statement = statement("Q5_1");
        assertThat(statement.getString("device")).isEqualTo(device);
        assertThat(statement.getList("encoders", String.class)).contains("opencl");
        assertThat(statement.getList("jobEncoders", String.class)).contains("opencl");
        assertThat(statement.getList("earlierEncoders", String.class))
                .isNotEmpty()
                .isSubsetOf("ggml", "simd");
        browser.open(View.DESKTOP, "/jobs/" + id).looksSound("job-sweep-on-device");
        assertThat(browser.open(View.DESKTOP, "/" + MODEL + "/quants/Q5_1/provenance")
                        .looksSound("provenance-with-device")
                        .page()
                        .locator("dl.provenance"))
                .containsText(Pattern.compile("encoded by\\s*opencl.*; earlier, units from the store by (ggml|simd)"));
    }

    @Test
    void theMachineListsWhatCanBeAskedFor() {
        String device = AnyOpenCl.require().description().name();

        given().get("/api/v1/machine").then().body("encoding.devices[0].name", is(device));
        browser.open(View.PHONE, "/machine").looksSound("machine-with-encoding-device");
    }

    private static JsonPath statement(String quant) {
        return KennelApi.get("/models/" + MODEL + "/quants/" + quant + "/provenance")
                .jsonPath()
                .setRootPath("predicate.buildDefinition.internalParameters");
    }

    private static void small() {
        requireModel(
                MODEL,
                GeneratedModels.llama(GgmlType.F16, 256, 256).write(directory().resolve("encodingdevice.gguf")));
    }
}
