package dev.kennel.browser;

import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class BrowserSessionTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    static Stream<View> views() {
        return Stream.of(View.DESKTOP, View.PHONE, View.DESKTOP.withoutJavaScript(), View.PHONE.inTheDark());
    }

    @ParameterizedTest
    @MethodSource("views")
    void anAddressThatNothingServesIsToldOnAPage(View view) {
        Visit visit = browser.open(view, "/nobody/nothing/at/all");

        assertThat(visit.page().locator("h1").textContent()).isEqualTo("There is nothing at this address");
        visit.looksSound("error");
        assertThat(visit.goTo("/nobody/nothing/at/all")).isEqualTo(404);
    }

    @Test
    void aPageThatReachesOutIsCaught() {
        Visit visit = browser.open(View.DESKTOP, "/nobody");
        visit.page().evaluate("""
                () => {
                    const script = document.createElement('script');
                    script.textContent = 'window.ran = true';
                    document.body.append(script);
                    document.body.insertAdjacentHTML('beforeend', '<p style="color: red"></p>');
                    setTimeout(() => { throw new Error('thrown'); });
                    return fetch('http://127.0.0.1:1/elsewhere').catch(() => true);
                }""");
        visit.page().waitForTimeout(0);

        assertThat(visit.page().evaluate("window.ran === true")).isEqualTo(false);
        assertThat(visit.complaints())
                .anyMatch(complaint -> complaint.contains("thrown"))
                .anyMatch(complaint -> complaint.contains("Content Security Policy directive 'script-src 'self''"))
                .anyMatch(complaint -> complaint.contains("Content Security Policy directive 'style-src 'self''"))
                .anyMatch(complaint -> complaint.contains("Content Security Policy directive: \"connect-src 'self'\""));
        visit.complaints().clear();
    }
}
