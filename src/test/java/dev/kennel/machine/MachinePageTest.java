package dev.kennel.machine;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@QuarkusTest
class MachinePageTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void thePageOfTheMachineIsSound(View view) {
        var page = browser.open(view, "/machine").looksSound("machine").page();

        assertThat(page.locator(".nav:visible a[aria-current], .menu a[aria-current]")
                        .first())
                .hasText("Machine");
        assertThat(page.locator("#node")).hasText("The node");
    }
}
