package dev.kennel.access;

import java.util.stream.Stream;

import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.browser.Visit;

import static org.assertj.core.api.Assertions.assertThat;

/// Signing in, in a browser.
@QuarkusTest
@TestProfile(TokenAccessTest.WithToken.class)
class SignInPageTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    static Stream<View> views() {
        return Stream.of(View.DESKTOP, View.PHONE, View.PHONE.withoutJavaScript());
    }

    @ParameterizedTest
    @MethodSource("views")
    void itLeadsToWhereOneWanted(View view) {
        Visit visit = browser.open(view, "/nobody/nothing/here?x=1");
        visit.looksSound("sign-in");

        signIn(visit, "wrong");
        assertThat(visit.page().getByRole(AriaRole.ALERT).textContent()).contains("not this server's token");

        signIn(visit, TokenAccessTest.TOKEN);
        assertThat(visit.page().url()).endsWith("/nobody/nothing/here?x=1");
        assertThat(visit.page().locator("h1").textContent()).isEqualTo("There is nothing at this address");
    }

    private static void signIn(Visit visit, String token) {
        visit.page().getByLabel("Token").fill(token);
        visit.page().getByText("Sign in").last().click();
    }
}
