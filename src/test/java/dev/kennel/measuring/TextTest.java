package dev.kennel.measuring;

import java.nio.charset.StandardCharsets;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennel.KennelApi;
import dev.kennel.blob.Sha256;

import static dev.kennel.KennelApi.problem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

@QuarkusTest
class TextTest {

    @Test
    void someComeWithKennel() {
        KennelApi.get("/texts")
                .then()
                .statusCode(200)
                .body("items.name", hasItems("stories", "chats", "calibration-chats"))
                .body("items.find { it.name == 'chats' }.kind", is("chat"))
                .body("items.find { it.name == 'stories' }.shipped", is(true));
    }

    @Test
    void aTextIsAddedOnceAndNeverReplaced() {
        put("added?licence=CC0-1.0&origin=typed", "Once upon a time.")
                .then()
                .statusCode(201)
                .body(
                        "sha256",
                        is(Sha256.of("Once upon a time.".getBytes(StandardCharsets.UTF_8))
                                .hex()))
                .body("licence", is("CC0-1.0"))
                .body("shipped", is(false));
        put("added", "Once upon a time.").then().statusCode(201).body("licence", is("CC0-1.0"));

        problem(put("added", "Once upon another time."), 409)
                .body("title", containsString("another text named 'added'"));
        KennelApi.get("/texts/added").then().statusCode(200).body("bytes", is(17));
        given().delete("/api/v1/texts/added").then().statusCode(204);
        problem(KennelApi.get("/texts/added"), 404);
    }

    @Test
    void aTextIsDeletedOnThePage() {
        put("page", "Only a page.").then().statusCode(201);
        given().get("/texts").then().body(containsString("/texts/page/delete"));

        given().redirects().follow(false).post("/texts/page/delete").then().statusCode(303);

        problem(KennelApi.get("/texts/page"), 404);
        given().post("/texts/page/delete").then().statusCode(404);
    }

    @Test
    void aTextThatWouldComeBackIsNotDeleted() {
        problem(given().delete("/api/v1/texts/stories"), 409).body("detail", containsString("started again"));
        given().post("/texts/stories/delete").then().statusCode(409).body(containsString("comes with Kennel"));
        given().get("/texts").then().body(not(containsString("/texts/stories/delete")));
        KennelApi.get("/texts/stories").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat | not JSON at all | Line 1 is not JSON",
                "chat | {\"messages\": []} | Line 1 is not of the form",
                "chat | {\"messages\": [{\"role\": \"user\"}]} | Line 1 is not of the form",
                "plain | '' | It is empty"
            })
    void whatIsNoTextIsRefusedByLine(String kind, String content, String message) {
        problem(put("refused?kind=" + kind, content), 422).body("errors.message", hasItems(containsString(message)));
        problem(KennelApi.get("/texts/refused"), 404);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        Response answer = given().contentType("application/octet-stream")
                .body(new byte[] {65, (byte) 0xff, 66})
                .put("/api/v1/texts/latin");

        problem(answer, 422).body("errors[0].message", containsString("not UTF-8"));
        problem(put("no%2Fname", "text"), 422).body("errors[0].field", is("name"));
        problem(put("kind?kind=poem", "text"), 400).body("errors[0].message", containsString("poem"));
    }

    private static Response put(String address, String content) {
        return given().urlEncodingEnabled(false)
                .contentType("text/plain; charset=utf-8")
                .body(content)
                .put("/api/v1/texts/" + address);
    }
}
