package dev.kennel.web;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
class ProblemTest {

    private static final String PROBE = "/api/v1/probe";

    @Test
    void aProblemThatAFeatureThrowsArrivesWhole() {
        problem(given().get(PROBE + "/domain").then(), 409)
                .body("title", is("The job runs already"))
                .body("detail", is("Job 17 runs since 10:00."))
                .body("next", is("Cancel it first."))
                .body("type", is("urn:kennel:problem:job-runs"))
                .body("errors", nullValue())
                .body("errorId", nullValue());
    }

    @Test
    void fieldsThatAreNotValidAreNamed() {
        problem(post("""
                {"name": "", "parts": [{"name": "a"}, {"name": " "}]}"""), 400)
                .body("errors.field", hasItem("parts[1].name"))
                .body("errors.field", hasItem("name"))
                .body("errors", hasSize(2));
    }

    @Test
    void parametersThatAreNotValidAreNamed() {
        problem(given().get(PROBE + "/list?limit=0").then(), 400).body("errors.field", contains("limit"));
    }

    @Test
    void malformedJsonIsNamedWithItsPlace() {
        problem(post("{\"name\": \"a\",\n oops}"), 400)
                .body("title", is("The body is not JSON"))
                .body("detail", containsString("line 2"));
    }

    @Test
    void aBodyThatIsNotThereIsABadRequest() {
        problem(post(""), 400);
    }

    @Test
    void aValueOfTheWrongKindIsNamedWithoutOurClasses() {
        problem(post("{\"name\": \"a\", \"parts\": [{\"name\": \"b\", \"count\": \"many\"}]}"), 400)
                .body("errors.field", contains("parts[0].count"))
                .body("errors.message", contains("is not a number of the size expected"))
                .body("$", not(hasItem(containsString("dev.kennel"))));
        problem(post("{\"name\": \"a\", \"colour\": \"BLUE\"}"), 400)
                .body("errors.message", contains("is not one of [RED, GREEN]"));
        problem(post("[1]"), 400);
    }

    @Test
    void whatHttpItselfRefusesIsAProblemToo() {
        problem(given().get("/api/v1/nothing").then(), 404);
        problem(given().get(PROBE + "/number?n=x").then(), 404);
        problem(given().delete(PROBE).then(), 405);
        problem(given().accept("image/png").get(PROBE + "/domain").then(), 406);
        problem(given().contentType("text/plain").body("x").post(PROBE).then(), 415);
    }

    @Test
    void aMethodThatIsNotTakenIsAnsweredWithThoseThatAre() {
        problem(given().delete(PROBE).then(), 405).header("Allow", is("POST"));
        problem(given().put("/api/v1/jobs").then(), 405).header("Allow", is("GET, HEAD"));
        problem(given().post("/api/v1/models/nobody/nothing").then(), 405).header("Allow", is("DELETE, GET, HEAD"));
        problem(given().delete("/api/v1/uploads").then(), 405).header("Allow", is("GET, HEAD"));
        problem(given().post("/api/v1/jobs/1").then(), 405).header("Allow", is("DELETE, GET, HEAD"));
        problem(given().get("/sign-out").then(), 405).header("Allow", is("POST"));
        problem(given().put("/nobody/nothing.md").then(), 405).header("Allow", is("GET, HEAD"));
        problem(given().post("/nobody/nothing/resolve/main/some.gguf").then(), 405)
                .header("Allow", is("GET, HEAD"));
    }

    @Test
    void aFieldThatNobodyKnowsIsNamed() {
        problem(post("{\"name\": \"x\", \"color\": \"RED\"}"), 400)
                .body("detail", containsString("'color'"))
                .body("errors.field", contains("color"))
                .body("errors[0].message", containsString("colour"));
    }

    @Test
    void jsonThatIsTooLargeIsRefusedWithItsLengthAndWithout() throws Exception {
        String large = "{\"name\": \"" + "a".repeat(BodyLimit.BYTES) + "\"}";

        problem(post(large), 413);
        assertThat(postInChunks(large).statusCode()).isEqualTo(413);
        assertThat(postInChunks("{\"name\": \"a\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void aTextThatIsTooLargeIsRefusedToo() {
        String large = "# " + "a".repeat(BodyLimit.BYTES);

        problem(
                given().contentType("text/plain")
                        .body(large)
                        .post("/api/v1/recipes")
                        .then(),
                413);
        problem(
                given().contentType("application/yaml")
                        .body(large.getBytes(StandardCharsets.UTF_8))
                        .post("/api/v1/ladders")
                        .then(),
                413);
    }

    @Test
    void aNulInATextIsABadRequest() {
        for (String address : List.of("/api/v1/models?q=%00", "/api/v1/models/a%00/b", "/nobody%00/nothing")) {
            problem(given().urlEncodingEnabled(false).get(address).then(), 400);
        }
    }

    @Test
    void anUnexpectedFailureTellsAnIdAndNothingOfTheInside() {
        for (String broken : new String[] {"/broken", "/wrapped"}) {
            problem(given().get(PROBE + broken).then(), 500)
                    .body("errorId", notNullValue())
                    .body(not(containsString("secret")));
        }
    }

    @Test
    void aResponseMadeOnPurposeStaysWhatItIs() {
        given().get(PROBE + "/own").then().statusCode(418).body(is("short and stout"));
    }

    @Test
    void aBrowserGetsAPage() {
        given().accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/no/such/page/<b>")
                .then()
                .statusCode(404)
                .contentType(containsStringIgnoringCase("text/html;charset=utf-8"))
                .body(containsString("<h1>There is nothing at this address</h1>"))
                .body(not(containsString("<b>")));
    }

    @Test
    void aProgramGetsAProblemAtThatAddressToo() {
        problem(given().get("/no/such/page").then(), 404);
        given().head("/no/such/page").then().statusCode(404).body(is(""));
    }

    @Test
    void pagesOfAListLinkToTheNext() {
        given().urlEncodingEnabled(false)
                .get(PROBE + "/list?limit=2&x=a%26b")
                .then()
                .statusCode(200)
                .body("items", contains(1, 2))
                .body("next", is("2"))
                .header("Link", containsString("/api/v1/probe/list?limit=2&x=a%26b&cursor=2>; rel=\"next\""));
        given().get(PROBE + "/list?limit=2&cursor=4")
                .then()
                .body("items", contains(5))
                .body("next", nullValue())
                .header("Link", nullValue());
        problem(given().get(PROBE + "/list?cursor=zebra").then(), 400);
    }

    private static ValidatableResponse post(String json) {
        return given().contentType("application/json").body(json).post(PROBE).then();
    }

    private static HttpResponse<String> postInChunks(String json) throws Exception {
        var body = HttpRequest.BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + PROBE))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("status", is(status))
                .body("title", notNullValue());
    }
}
