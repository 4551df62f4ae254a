package dev.kennel.access;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/// The server with a shared token.
@QuarkusTest
@TestProfile(TokenAccessTest.WithToken.class)
class TokenAccessTest {

    static final String TOKEN = "hf_0123456789abcdef0123456789abcdef01234567";

    public static class WithToken implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kennel.access.token", TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/nothing", "/no/page", "/health/ready", "/metrics", "/webjars/x", "/openapi"})
    void aProgramIsAskedForTheToken(String path) {
        given().get(path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", is("Basic realm=\"Kennel\", charset=\"UTF-8\""))
                .contentType(containsString("application/problem+json"))
                .body("type", is("urn:kennel:problem:token-needed"));
        given().post(path).then().statusCode(401);
    }

    @Test
    void theTokenOpens() {
        given().auth().preemptive().oauth2(TOKEN).get("/health/live").then().statusCode(200);
        given().auth()
                .preemptive()
                .basic("me", TOKEN)
                .get("/health/live")
                .then()
                .statusCode(200);
        given().auth().basic("me", TOKEN).get("/health/live").then().statusCode(200);
        given().auth().preemptive().oauth2("wrong").get("/health/live").then().statusCode(401);
    }

    @Test
    void aBrowserIsLedToTheSignInPageAndBack() {
        given().accept("text/html")
                .redirects()
                .follow(false)
                .get("/some/model?tab=a&b=c")
                .then()
                .statusCode(303)
                .header("Location", is("/sign-in?to=%2Fsome%2Fmodel%3Ftab%3Da%26b%3Dc"));
        given().urlEncodingEnabled(false)
                .get("/sign-in?to=%2Fsome%2Fmodel%3Ftab%3Da%26b%3Dc")
                .then()
                .statusCode(200)
                .body(containsString("name=\"to\" value=\"/some/model?tab=a&amp;b=c\""))
                .body(not(containsString("<script")));

        Response signedIn = signIn(TOKEN, "/some/model?tab=a&b=c");

        signedIn.then()
                .statusCode(303)
                .header("Location", is("/some/model?tab=a&b=c"))
                .header("Set-Cookie", allOf(containsString("HttpOnly"), containsString("SameSite=Strict")))
                .header("Set-Cookie", not(containsString(TOKEN)));
        given().cookies(signedIn.cookies()).get("/health/live").then().statusCode(200);
    }

    @Test
    void aScriptInABrowserGetsNoPasswordDialog() {
        given().header("Sec-Fetch-Mode", "cors")
                .header("Sec-Fetch-Site", "same-origin")
                .get("/api/v1/nothing")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", nullValue());
    }

    @Test
    void aWrongTokenIsToldOnThePage() {
        signIn("wrong", "/")
                .then()
                .statusCode(401)
                .header("Set-Cookie", nullValue())
                .body(containsString("is not this server"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "/a\r\nX: y", "", "/sign-in"})
    void theWayBackStaysOnThisServer(String to) {
        signIn(TOKEN, to).then().statusCode(303).header("Location", is("/")).header("X", nullValue());
    }

    @Test
    void signingOutEndsTheSessionInTheBrowser() {
        given().cookies(signIn(TOKEN, "/").cookies())
                .redirects()
                .follow(false)
                .post("/sign-out")
                .then()
                .statusCode(303)
                .header("Location", is("/sign-in"))
                .header("Set-Cookie", allOf(containsString("kennel-session=;"), containsString("Max-Age=0")));
    }

    private static Response signIn(String token, String to) {
        return given().redirects()
                .follow(false)
                .formParam("token", token)
                .formParam("to", to)
                .post("/sign-in");
    }
}
