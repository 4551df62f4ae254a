package dev.kennel.features;

import jakarta.inject.Inject;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.feature.FeatureTexts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@QuarkusTest
class FeaturePagesTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final View WITHOUT_JAVASCRIPT = View.PHONE.withoutJavaScript();

    @Inject
    FeatureTable table;

    @AfterEach
    void asItCame() {
        table.asShipped();
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void featuresAreListedAndRead(View view) {
        Page page = browser.open(view, "/features").looksSound("features").page();
        assertThat(page.locator(".features tbody tr")).hasCount(3);

        page.locator(".features").getByText("hedging").first().click();

        assertThat(page.locator("h1")).hasText("hedging");
        assertThat(page.locator(".probes tbody tr").first()).isVisible();
        browser.open(view, "/features/hedging").looksSound("feature");
        browser.open(view, "/features/-/new").looksSound("feature-new");
        browser.open(view, "/features/hedging/delete").looksSound("feature-delete");
    }

    @Test
    void anEmptyListSaysWhatAFeatureIs() {
        table.empty();

        Page page = browser.open(View.DESKTOP, "/features")
                .looksSound("features-none")
                .page();

        assertThat(page.locator(".empty")).containsText("A feature has two poles");
    }

    @Test
    void aFeatureIsWrittenCorrectedChangedDeletedAndRestored() {
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/features/-/new").page();
        page.locator("#yaml").fill(FeatureTexts.feature("").replace("name: mood", "name: a/b"));
        button(page, "Save the feature").click();
        assertThat(page.locator("#problems")).containsText("name");

        page.locator("#yaml").fill(FeatureTexts.feature(""));
        button(page, "Save the feature").click();
        assertThat(page.locator("h1")).hasText("mood");

        page.locator(".actions").getByText("Delete").click();
        button(page, "Delete mood").click();
        assertThat(page.locator("h1")).hasText("In which ways can a model be steered?");

        Page shipped =
                browser.open(WITHOUT_JAVASCRIPT, "/features/hedging/delete").page();
        button(shipped, "Delete hedging").click();
        button(shipped, "Restore").click();
        assertThat(shipped.locator("h1")).hasText("hedging");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
