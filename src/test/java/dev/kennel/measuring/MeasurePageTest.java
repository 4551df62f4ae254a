package dev.kennel.measuring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
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

@QuarkusTest
class MeasurePageTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final int STUCK_MILLIS = 120_000;
    private static final String MODEL = "measurepage/Llama";

    private static long measured;

    @BeforeEach
    void quants() {
        requireModel(MODEL, Fixtures.LLAMA);
        if (KennelApi.get("/models/" + MODEL + "/quants")
                .jsonPath()
                .getList("items")
                .isEmpty()) {
            done(sweep(MODEL, "Q4_0", "Q8_0"));
        }
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aPersonMeasuresAQuantAndSeesWhereTheFiguresComeFrom(View view) {
        Page page = browser.open(view, "/" + MODEL + "/measure")
                .looksSound("measure")
                .page();
        page.getByLabel("stories").check();
        page.getByLabel("at most").fill("1");
        // the cost stays in view and may lie over them
        page.getByLabel("Time each").press("Space");
        page.getByLabel("Q8_0").last().press("Space");

        page.locator("button.main").click();

        assertThat(page.locator(".verdict")).containsText("Done", within());
        assertThat(page.getByRole(AriaRole.ROW).filter(named("Q4_0"))).containsText("stories");
        page.getByRole(AriaRole.ROW)
                .filter(named("Q4_0"))
                .getByRole(AriaRole.LINK)
                .click();
        assertThat(page.locator("h1")).containsText("Q4_0");
        assertThat(page.getByText("KL divergence, mean")).isVisible();
        assertThat(page.getByText("1 chunk of 512 tokens")).isVisible();
    }

    @Test
    void aPersonSaysWhatIsTimed() {
        Page page = browser.open(View.DESKTOP, "/" + MODEL + "/measure?tick=none")
                .looksSound("measure")
                .page();
        page.getByLabel("stories").press("Space");
        page.getByLabel("Read", exactly()).fill("16");
        page.getByLabel("write", exactly()).fill("4");
        page.getByLabel("after", exactly()).fill("8");
        page.getByLabel("each", exactly()).fill("2");

        page.locator("button.main").click();

        assertThat(page.locator(".verdict")).containsText("Done", within());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Details"))
                .click();
        assertThat(page.getByText("pp16, tg4 at depth 8, 2 repetitions")).isVisible();
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void thePagesAreSound(View view) {
        long job = measured();

        browser.open(view, "/jobs/" + job).looksSound("measure-job");
        for (int measurement : KennelApi.job(job).getList("detail.files[1].found.measurement", Integer.class)) {
            browser.open(view, "/measurements/" + measurement).looksSound("measurement");
        }
        browser.open(view, "/texts").looksSound("texts");
    }

    /// A job that measured both quants; all views look at one.
    private static long measured() {
        if (measured == 0) {
            measured = submitted(post(
                    "/models/" + MODEL + "/measurements",
                    Map.of(
                            "texts", List.of("stories"),
                            "chunks", 1,
                            "speed", Map.of("prompt", 16, "generation", 4, "repetitions", 2))));
            done(measured);
        }
        return measured;
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aTextIsAddedInTheBrowser(View view) {
        Page page = browser.open(view, "/texts").page();
        page.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(
                        new FilePayload("tale.txt", "text/plain", "A dog sat.".getBytes(StandardCharsets.UTF_8)));
        page.getByLabel("Name").fill("tale");
        page.getByLabel("Licence").fill("CC0-1.0");

        page.getByText("Add the text").click();

        assertThat(page.getByRole(AriaRole.ROW).filter(named("tale"))).containsText("CC0-1.0");
    }

    private static Locator.FilterOptions named(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static LocatorAssertions.ContainsTextOptions within() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(STUCK_MILLIS);
    }
}
