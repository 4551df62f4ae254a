package dev.kennel.steering;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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
class ActivationTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final String MODEL = "inside/Qwen";
    private static final String ACTIVATIONS = "/models/" + MODEL + "/activations";

    @BeforeEach
    void model() {
        requireModel(MODEL, Fixtures.QWEN_MOE);
    }

    @Test
    void aTextIsReadItsVectorsAreDownloadedAndDeleted() {
        long job = submitted(post(ACTIVATIONS, Map.of("text", "stories", "tokens", 40)));
        int id = done(job).getInt("detail.activations");

        JsonPath captured = KennelApi.get("/activations/" + id).jsonPath();

        assertThat(captured.getInt("report.tokens")).isEqualTo(40);
        assertThat(captured.getList("report.blocks")).hasSize(4);
        assertThat(captured.getList("report.blocks[3].strongest")).hasSize(16);
        byte[] file = given().get(captured.getString("download")).asByteArray();
        assertThat(file).hasSize(captured.getInt("bytes")).hasSize(16 + 4 * 40 * 4 * 256);
        assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(12))
                .isEqualTo(40);
        KennelApi.get(ACTIVATIONS).then().body("items.id", hasItem(id));
        given().delete("/api/v1/activations/" + id).then().statusCode(204);
        problem(KennelApi.get("/activations/" + id), 404);
    }

    @Test
    void aPromptIsReadAsTheModelWouldReadIt() {
        long job = submitted(post(ACTIVATIONS, Map.of("prompt", "How big is a hammer?", "format", "safetensors")));
        int id = done(job).getInt("detail.activations");

        byte[] file = given().get("/activations/" + id + "/file").asByteArray();
        byte[] part = given().header("Range", "bytes=16-31")
                .get("/activations/" + id + "/file")
                .then()
                .statusCode(206)
                .extract()
                .asByteArray();
        assertThat(part).isEqualTo(Arrays.copyOfRange(file, 16, 32));
        int header = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(new String(file, 8, header)).contains("\"block.3\"");
        assertThat(KennelApi.get("/activations/" + id).jsonPath().getString("prompt"))
                .isEqualTo("How big is a hammer?");
    }

    @Test
    void whatCannotBeIsRefused() {
        problem(post(ACTIVATIONS, Map.of()), 422).body("errors[0].message", is("Give either a text or a prompt."));
        problem(post(ACTIVATIONS, Map.of("text", "nothing")), 422)
                .body("errors[0].message", is("There is no text 'nothing'."));
        problem(post(ACTIVATIONS, Map.of("text", "stories", "tokens", 0)), 422).body("errors[0].field", is("tokens"));
        problem(post(ACTIVATIONS, Map.of("text", "stories", "format", "npz")), 422)
                .body("errors[0].message", containsString("none of raw, safetensors"));
        problem(post(ACTIVATIONS, Map.of("text", "stories", "quant", "Q9")), 422)
                .body("errors[0].message", containsString("no 'Q9'"));
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aPersonSeesWhichDimensionsStandOut(View view) {
        Page page = browser.open(view, "/" + MODEL + "/activations")
                .looksSound("activations-form")
                .page();
        page.getByLabel("A prompt").fill("Describe a moss, seen by " + view.name());

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Capture"))
                .click();

        long job = Long.parseLong(page.url().replaceAll(".*/jobs/(\\d+).*", "$1"));
        int id = done(job).getInt("detail.activations");
        browser.open(view, "/jobs/" + job).looksSound("activations-job");
        Page captured = browser.open(view, "/activations/" + id)
                .looksSound("activations")
                .page();
        assertThat(captured.locator("#means")).hasText("Which dimensions stand out?");
        assertThat(captured.locator("blockquote")).containsText("seen by " + view.name());
    }
}
