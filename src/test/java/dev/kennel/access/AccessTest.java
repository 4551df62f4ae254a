package dev.kennel.access;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/// The server as it comes: on the loopback address, without a token.
@QuarkusTest
class AccessTest {

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/assets/base.css", "/api/v1/nothing", "/no/page", "/health/live", "/metrics"})
    void everyResponseTellsBrowsersToBeStrict(String path) {
        given().redirects()
                .follow(false)
                .get(path)
                .then()
                .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", is("nosniff"))
                .header("Referrer-Policy", is("same-origin"))
                .header("X-Frame-Options", is("DENY"))
                .header("Content-Encoding", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/assets/base.css", "/api/v1/nothing", "/health/live", "/metrics", "/sign-in"})
    void anotherNameIsRefusedEverywhere(String path) {
        given().header("Host", "evil.example")
                .get(path)
                .then()
                .statusCode(403)
                .contentType(containsString("application/problem+json"))
                .body("type", is("urn:kennel:problem:foreign-host"))
                .body("detail", containsString("evil.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/nothing", "/sign-in", "/any/resolve/main/file.gguf"})
    void anotherSitesFormsAreRefusedEverywhere(String path) {
        given().header("Origin", "https://evil.example")
                .formParam("token", "x")
                .post(path)
                .then()
                .statusCode(403)
                .body("type", is("urn:kennel:problem:foreign-origin"));
    }

    @Test
    void anotherSitesWebSocketsAreRefused() {
        given().header("Origin", "https://evil.example")
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .header("Sec-WebSocket-Version", "13")
                .get("/jobs/1/live")
                .then()
                .statusCode(403);
    }

    @Test
    void aBrowserIsToldOnAPage() {
        given().header("Host", "evil.example")
                .accept("text/html")
                .get("/")
                .then()
                .statusCode(403)
                .body(containsString("<h1>This server does not go by that name</h1>"))
                .body(not(containsString("stylesheet")));
    }

    @Test
    void withoutATokenThereIsNothingToSignInTo() {
        given().redirects().follow(false).get("/sign-in").then().statusCode(303).header("Location", is("/"));
    }
}
