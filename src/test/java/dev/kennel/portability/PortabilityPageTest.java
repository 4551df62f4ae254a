package dev.kennel.portability;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
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
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

@QuarkusTest
class PortabilityPageTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final int STUCK_MILLIS = 120_000;
    private static final String MODEL = "portabilitypage/Llama";
    private static final String QUANTS = "/" + MODEL + "/quants/";

    private static long tried;

    @BeforeEach
    void quants() {
        requireModel(MODEL, Fixtures.LLAMA);
        if (KennelApi.get("/models/" + MODEL + "/quants")
                .jsonPath()
                .getList("items")
                .isEmpty()) {
            done(sweep(MODEL, "Q4_0", "Q8_0", "Q5_0", "Q1_0"));
        }
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aPersonTriesAQuantThatNobodyHasTried(View view) {
        String quant = view.javaScript() ? "Q4_0" : "Q5_0";
        Page page = browser.open(view, QUANTS + quant).page();
        assertThat(page.locator(".tried")).containsText("not tried");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try it in both"))
                .click();

        assertThat(page.locator(".verdict")).containsText("Done", within());
        assertThat(page.locator("table.cards")).containsText("Loads and runs");
        page.navigate(page.url().replaceFirst("/jobs/.*", QUANTS + quant));
        assertThat(page.locator(".tried tr").first()).containsText("Loads and runs");
        assertThat(page.locator(".tried tr").last()).containsText("Loads and runs");
        assertThat(page.locator("#run-jllama")).isVisible();
    }

    @Test
    void thoseThatAreTickedForMeasuringCanBeTriedInstead() {
        Page page = browser.open(View.PHONE.withoutJavaScript(), "/" + MODEL + "/measure?tick=none")
                .looksSound("measure-or-try")
                .page();
        page.getByLabel("Q8_0").last().press("Space");

        page.getByText("Only try whether they load").press("Enter");

        assertThat(page.locator("h1")).containsText("Trying runtimes with 1 file of " + MODEL);
        given().post("/" + MODEL + "/portability").then().statusCode(422).body(containsString("No quant is ticked"));
    }

    @Test
    void aQuantThatJllamaRefusesSaysWhyAndWhatToUseInstead() {
        tried();

        Page page = browser.open(View.DESKTOP, QUANTS + "Q1_0").page();

        assertThat(page.locator(".tried tr").last()).containsText("Does not load");
        assertThat(page.locator(".runs")).containsText("type 41");
        assertThat(page.locator("#run-jllama")).hasCount(0);
        assertThat(page.locator("#run-jllama-successor")).containsText("net.ladenthin");
        assertThat(page.locator(".runs")).containsText("It was not tested here");
        assertThat(page.locator("#run-java-http")).containsText("/v1/chat/completions");
    }

    @Test
    void tableAndCardSayIt() {
        tried();

        Page page = browser.open(View.DESKTOP, "/" + MODEL).page();

        assertThat(page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("Q1_0"))
                        .first())
                .containsText("runs in llama.cpp, not in jllama");
        given().get(QUANTS + "Q1_0.md")
                .then()
                .statusCode(200)
                .body(containsString("- llama.cpp: [Loads and runs]("))
                .body(containsString("- jllama: [Does not load]("));
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void thePagesAreSound(View view) {
        long job = tried();

        browser.open(view, QUANTS + "Q8_0").looksSound("quant-tried");
        browser.open(view, QUANTS + "Q1_0").looksSound("quant-refused");
        browser.open(view, "/jobs/" + job).looksSound("portability-job");
        browser.open(view, "/" + MODEL).looksSound("model-tried");
        for (int measurement : KennelApi.job(job).getList("detail.files[0].tried.measurement", Integer.class)) {
            browser.open(view, "/measurements/" + measurement).looksSound("measurement-tried");
        }
    }

    /// A job that tried two quants; all views look at one.
    private static long tried() {
        if (tried == 0) {
            tried = submitted(post("/models/" + MODEL + "/portability", Map.of("quants", List.of("Q1_0", "Q8_0"))));
            done(tried);
        }
        return tried;
    }

    private static LocatorAssertions.ContainsTextOptions within() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(STUCK_MILLIS);
    }
}
