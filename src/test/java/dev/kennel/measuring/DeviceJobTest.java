package dev.kennel.measuring;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.device.SoftwareGpu;
import dev.kennel.device.WithSoftwareGpu;

import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

/// Jobs on a device, on a server that has one.
@QuarkusTest
@TestProfile(WithSoftwareGpu.class)
class DeviceJobTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final String MODEL = "devicejobs/Llama";

    @BeforeEach
    void model() {
        SoftwareGpu.require();
        requireModel(MODEL, Fixtures.LLAMA);
    }

    @Test
    void aMeasurementComputesOnTheDeviceItAsksForAndSaysSo() {
        JsonPath job = done(submitted(post(
                "/models/" + MODEL + "/measurements",
                Map.of(
                        "quants",
                        List.of("base"),
                        "texts",
                        List.of("stories"),
                        "context",
                        64,
                        "chunks",
                        1,
                        "speed",
                        Map.of("prompt", 16, "generation", 2, "repetitions", 1),
                        "device",
                        "vulkan0"))));

        assertThat(job.getString("detail.device")).isEqualTo(SoftwareGpu.NAME);
        int speed = job.getInt("detail.files[0].found.find { it.kind == 'speed' }.measurement");
        assertThat(job.getLong("detail.files[0].found.find { it.kind == 'speed' }.deviceMemory"))
                .isPositive();
        JsonPath environment = KennelApi.get("/measurements/" + speed).jsonPath();
        assertThat(environment.getString("environment.deviceName")).isEqualTo(SoftwareGpu.NAME);
        assertThat(environment.getString("environment.device")).isNotEqualTo("cpu");
        assertThat(environment.getString("environment.driver")).isNotBlank();
        assertThat(environment.getLong("environment.deviceMemory")).isPositive();
        browser.open(View.DESKTOP, "/measurements/" + speed).looksSound("measurement-on-device");
    }

    @Test
    void withoutAWordAnImportanceMatrixIsComputedOnTheGpu() {
        JsonPath job = done(submitted(post(
                "/models/" + MODEL + "/imatrices",
                Map.of("text", "stories", "context", 64, "chunks", 1, "filename", "on-device.gguf"))));

        assertThat(job.getString("detail.device")).isEqualTo(SoftwareGpu.NAME);
    }

    @Test
    void theCpuCanBeAskedFor() {
        JsonPath plan = post(
                        "/models/" + MODEL + "/measurements/plan", Map.of("texts", List.of("stories"), "device", "cpu"))
                .jsonPath();

        assertThat(plan.getString("device")).isEqualTo("cpu");
    }

    @Test
    void aDeviceThatThisMachineLacksIsRefusedWithThoseItHas() {
        problem(post("/models/" + MODEL + "/measurements", Map.of("texts", List.of("stories"), "device", "CUDA7")), 422)
                .body("errors[0].field", is("device"))
                .body("errors[0].message", containsString("'CUDA7'"))
                .body("errors[0].message", containsString("auto, cpu, " + SoftwareGpu.NAME));
    }

    @Test
    void theMachineAndTheFormsShowTheDevice() {
        given().get("/api/v1/machine")
                .then()
                .body("devices[0].name", is(SoftwareGpu.NAME))
                .body("devices[0].jobs", is(List.of()));
        for (View view : List.of(View.DESKTOP, View.PHONE)) {
            browser.open(view, "/machine").looksSound("machine-with-device");
            for (String form : List.of("measure", "imatrix")) {
                var page = browser.open(view, "/" + MODEL + "/" + form)
                        .looksSound(form + "-with-device")
                        .page();
                assertThat(page.getByLabel("Compute on").locator("option").allInnerTexts())
                        .hasSize(3)
                        .last()
                        .asString()
                        .startsWith(SoftwareGpu.NAME);
            }
        }
    }
}
