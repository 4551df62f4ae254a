package dev.kennel.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GuardTest {

    private static final String TOKEN = "hf_0123456789abcdef0123456789abcdef01234567";

    private final SettableClock clock = new SettableClock();

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:8080", "LOCALHOST", "127.0.0.1:8080", "127.8.8.8", "[::1]:8080", "kennel.example"})
    void itGoesByTheLoopbackNamesAndTheConfiguredOnes(String host) {
        assertThat(local("kennel.example").judge(get(host))).isInstanceOf(Verdict.LetIn.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "evil.example:8080",
                "192.168.0.7",
                "127.evil.example",
                "kennel.example.",
                "",
            })
    void itGoesByNoOtherName(String host) {
        assertThat(local("kennel.example").judge(get(host))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aRequestWithoutHostIsRefused() {
        assertThat(local().judge(get(null))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void whereItListensForOthersAnAddressInNumbersWillDo() {
        Guard open = AccessSettings.guard("0.0.0.0", Set.of(), Optional.of(TOKEN), clock);

        assertThat(open.judge(get("192.168.0.7:8080"))).isInstanceOf(Verdict.Unauthorized.class);
        assertThat(open.judge(get("[fd00::7]:8080"))).isInstanceOf(Verdict.Unauthorized.class);
        assertThat(open.judge(get("evil.example"))).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "POST, http://localhost:8080, same-origin",
                "POST, https://localhost:8080, -",
                "POST, -, none",
                "PUT, -, -",
                "GET, https://evil.example, cross-site",
                "HEAD, https://evil.example, cross-site",
            })
    void whatIsMeantIsLetIn(String method, String origin, String fetchSite) {
        assertThat(local().judge(sent(method, false, origin, fetchSite))).isInstanceOf(Verdict.LetIn.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "POST, false, https://evil.example, -",
                "POST, false, http://localhost:9090, -",
                "POST, false, http://localhost, -",
                "POST, false, 'null', -",
                "POST, false, '', -",
                "POST, false, '://', -",
                "POST, false, -, cross-site",
                "POST, false, -, same-site",
                "DELETE, false, http://localhost:8080, cross-site",
                "PUT, false, https://evil.example, -",
                "TRACE, false, https://evil.example, -",
                "CONNECT, false, https://evil.example, -",
                "GET, true, https://evil.example, -",
                "GET, true, -, cross-site",
            })
    void whatAnotherSiteForgedIsRefused(String method, boolean upgrade, String origin, String fetchSite) {
        assertThat(local().judge(sent(method, upgrade, origin, fetchSite))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void theTokenOpensAsBearerAndAsAnyUsersPassword() {
        assertThat(guarded().judge(authorized("Bearer " + TOKEN))).isInstanceOf(Verdict.LetIn.class);
        assertThat(guarded().judge(authorized("bearer  " + TOKEN))).isInstanceOf(Verdict.LetIn.class);
        assertThat(guarded().judge(authorized(basic("anyone:" + TOKEN)))).isInstanceOf(Verdict.LetIn.class);
        assertThat(guarded().judge(authorized(basic(":" + TOKEN)))).isInstanceOf(Verdict.LetIn.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic", "Basic ???", "Basic d3Jvbmc=", "Digest x"})
    void anythingElseDoesNot(String authorization) {
        assertThat(guarded().judge(authorized(authorization))).isInstanceOf(Verdict.Unauthorized.class);
        assertThat(guarded().judge(authorized(basic(TOKEN)))).isInstanceOf(Verdict.Unauthorized.class);
        assertThat(guarded().judge(authorized(basic(TOKEN + ":x")))).isInstanceOf(Verdict.Unauthorized.class);
    }

    @Test
    void aSessionOpensUntilItExpires() {
        Guard guard = guarded();
        String session = session(guard);

        assertThat(guard.judge(inSession(session))).isInstanceOf(Verdict.LetIn.class);

        clock.advance(SharedToken.SESSION);
        assertThat(guard.judge(inSession(session))).isInstanceOf(Verdict.Unauthorized.class);
    }

    @Test
    void aSessionCannotBeMadeUp() {
        String session = session(guarded());
        String later = "9" + session.substring(1);

        for (String forged : new String[] {"", ".", "1.", "x.y", later, session + "0", "99999999999999999999.00"}) {
            assertThat(guarded().judge(inSession(forged))).as(forged).isInstanceOf(Verdict.Unauthorized.class);
        }
    }

    @Test
    void aNewTokenEndsAllSessions() {
        String session = session(guarded());
        Guard changed = AccessSettings.guard("127.0.0.1", Set.of(), Optional.of(TOKEN + "8"), clock);

        assertThat(changed.judge(inSession(session))).isInstanceOf(Verdict.Unauthorized.class);
    }

    @Test
    void whoIsWrongTooOftenHasToWait() {
        Guard guard = guarded();
        String session = session(guard);
        for (int i = 0; i < AttemptLimit.ALLOWED; i++) {
            assertThat(guard.judge(authorized("Bearer guess" + i))).isInstanceOf(Verdict.Unauthorized.class);
        }

        assertThat(guard.judge(authorized("Bearer " + TOKEN))).isInstanceOf(Verdict.TooManyAttempts.class);
        assertThat(guard.signIn(TOKEN, "10.0.0.1")).isInstanceOf(SignIn.TooManyAttempts.class);
        assertThat(guard.signIn(TOKEN, "10.0.0.2")).isInstanceOf(SignIn.Accepted.class);
        assertThat(guard.judge(inSession(session))).isInstanceOf(Verdict.LetIn.class);

        clock.advance(AttemptLimit.WINDOW);
        assertThat(guard.judge(authorized("Bearer " + TOKEN))).isInstanceOf(Verdict.LetIn.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/assets/base.css"})
    void theSignInPageAndWhatItNeedsAreOpen(String path) {
        assertThat(guarded().judge(at(path))).isInstanceOf(Verdict.LetIn.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sign-in/x",
                "/sign-inx",
                "/assets",
                "/assets/../api/v1/models",
                "/assets/..%2fapi",
                "/assets/%2e%2e/api",
                "//assets/",
                "/assets//x",
                "/health/ready",
                "/metrics",
            })
    void nothingElseIsOpen(String path) {
        assertThat(guarded().judge(at(path))).isInstanceOf(Verdict.Unauthorized.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.0.7", "::", "kennel.example", "127.evil.example"})
    void itDoesNotStartOpenToStrangers(String listen) {
        assertThatThrownBy(() -> AccessSettings.guard(listen, Set.of(), Optional.empty(), clock))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.http.host is " + listen)
                .hasMessageContaining("kennel.access.token");
    }

    @Test
    void itDoesNotStartWithATokenThatCanBeGuessed() {
        assertThatThrownBy(() -> AccessSettings.guard("127.0.0.1", Set.of(), Optional.of("short"), clock))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has only 5 characters");
    }

    private Guard local(String... hosts) {
        return AccessSettings.guard("127.0.0.1", Set.of(hosts), Optional.empty(), clock);
    }

    private Guard guarded() {
        return AccessSettings.guard("127.0.0.1", Set.of(), Optional.of(TOKEN), clock);
    }

    private static String session(Guard guard) {
        return guard.signIn(TOKEN, "10.0.0.9") instanceof SignIn.Accepted(var session) ? session : "";
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private static AccessRequest get(String host) {
        return new AccessRequest("GET", "/", false, host, null, null, null, null, "10.0.0.1", false, false);
    }

    private static AccessRequest at(String path) {
        return new AccessRequest("GET", path, false, "localhost", null, null, null, null, "10.0.0.1", false, false);
    }

    private static AccessRequest sent(String method, boolean upgrade, String origin, String fetchSite) {
        return new AccessRequest(
                method, "/x", upgrade, "localhost:8080", origin, fetchSite, null, null, "10.0.0.1", false, false);
    }

    private static AccessRequest authorized(String authorization) {
        return new AccessRequest(
                "GET", "/", false, "localhost", null, null, authorization, null, "10.0.0.1", false, false);
    }

    private static AccessRequest inSession(String session) {
        return new AccessRequest("GET", "/", false, "localhost", null, null, null, session, "10.0.0.1", true, true);
    }
}
