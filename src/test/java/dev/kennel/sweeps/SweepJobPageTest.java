package dev.kennel.sweeps;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.job;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.sweep;

/// What a sweep shows of itself on its job's page.
@QuarkusTest
class SweepJobPageTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final Duration STUCK = Duration.ofMinutes(15);

    private static long sweepOverStoredUnits;

    @Test
    void aSweepIsFollowedUntilItsQuantsAreThere() {
        small("sweepjobpage/Followed");

        Page page = browser.open(View.DESKTOP, "/jobs/" + sweep("sweepjobpage/Followed", "Q4_1", "Q5_1"))
                .page();

        assertThat(page.locator("h1 a")).hasAttribute("href", "/sweepjobpage/Followed");
        eventually(page.locator(".verdict"), "Done");
        assertThat(page.locator("#quants")).hasText("The 2 quants");
        assertThat(page.locator("#quants + p")).hasText("All are in the catalog.");
        page.locator(".quant-bars li", new Page.LocatorOptions().setHasText("Q5_1"))
                .locator("a")
                .click();
        assertThat(page.locator("h1")).hasText("Q5_1");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aSweepTellsWhatItReusedAndWhichEncoderMadeTheRest(View view) {
        long id = sweepOverStoredUnits();

        Page page = browser.open(view, "/jobs/" + id).looksSound("job-sweep").page();

        assertThat(page.locator(".legend"))
                .containsText(job(id).getInt("detail.unitsReused") + " units reused from the store");
        assertThat(page.locator("svg.bar.whole"))
                .hasAttribute("aria-label", Pattern.compile("100 % done, of that [1-9]\\d* % reused from the store"));
        assertThat(encoder(page, "f32")).containsText("copied");
        assertThat(encoder(page, "q8_0")).containsText("all reused");
        assertThat(encoder(page, "q8_0")).containsText(Pattern.compile("(ggml|simd) earlier"));
        assertThat(page.locator("section", new Page.LocatorOptions().setHas(page.locator("#encoders"))))
                .containsText(
                        Pattern.compile("Encoded by (ggml|simd)\\. Units from the store were encoded earlier, by"));
        assertThat(encoder(page, "q4_0")).containsText(Pattern.compile("ggml|simd"));
        assertThat(encoder(page, "q4_0")).not().containsText("all reused");
        assertThat(page.locator(".encoders tfoot td.num").nth(2)).hasText("0");
        assertThat(page.locator(".speed")).containsText("written in this job");
        assertThat(page.locator(".quant-bars a")).hasCount(2);
    }

    /// One job for all views: what it made, another would only reuse.
    private static long sweepOverStoredUnits() {
        if (sweepOverStoredUnits == 0) {
            small("sweepjobpage/Encoders");
            done(sweep("sweepjobpage/Encoders", "Q8_0"));
            sweepOverStoredUnits = sweep("sweepjobpage/Encoders", "Q8_0", "Q4_0");
            done(sweepOverStoredUnits);
        }
        return sweepOverStoredUnits;
    }

    private static void small(String repository) {
        Path directory = directory();
        requireModel(
                repository,
                GeneratedModels.llama(GgmlType.F16, 256, 1280).write(directory.resolve("sweepjobpage.gguf")));
    }

    private static Locator encoder(Page page, String type) {
        return page.locator(
                ".encoders tbody tr",
                new Page.LocatorOptions()
                        .setHas(page.locator(
                                "th", new Page.LocatorOptions().setHasText(Pattern.compile("^" + type + "$")))));
    }

    private static void eventually(Locator locator, String text) {
        assertThat(locator)
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(STUCK.toMillis()));
    }
}
