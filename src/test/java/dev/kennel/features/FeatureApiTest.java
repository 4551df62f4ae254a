package dev.kennel.features;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.kennel.feature.FeatureTexts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

@QuarkusTest
class FeatureApiTest {

    @Inject
    FeatureTable table;

    @AfterEach
    void asItCame() {
        table.asShipped();
    }

    @Test
    void whatComesWithKennelIsThere() {
        get("/features")
                .body("items.name", hasItems("creativity", "hedging", "sycophancy"))
                .body("items.shipped", not(hasItems(false)));
        get("/features/Hedging")
                .body("poles.positive", is("hedged"))
                .body("pairs", greaterThan(48))
                .body("probes.size()", greaterThan(99))
                .body("current", is(true));
    }

    @Test
    void aFeatureIsSavedInVersions() {
        String digest = save(FeatureTexts.feature("")).statusCode(201).extract().path("digest");

        save(FeatureTexts.feature("benign: [A duck swims.]")).statusCode(201).body("shipped", is(false));

        get("/features/mood").body("benign", contains("A duck swims."));
        get("/features/mood?version=" + digest).body("benign", hasSize(0)).body("current", is(false));
        get("/features/mood/versions").body("items", hasSize(2)).body("items[1].digest", is(digest));
        given().get("/api/v1/features/hedging?version=" + digest).then().statusCode(404);
    }

    @Test
    void everythingThatIsWrongIsNamedWithItsLine() {
        save("name: mood\npoles: cheerful\nprobes: []\n")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("title", is("The feature cannot be used"))
                .body("errors.field", hasItems("notes", "contrast", "poles", "probes"))
                .body("errors.find { it.field == 'poles' }.message", containsString("line 2"));
    }

    @Test
    void whatCameWithKennelIsRestored() {
        given().delete("/api/v1/features/hedging").then().statusCode(204);
        given().get("/api/v1/features/hedging").then().statusCode(404);
        given().delete("/api/v1/features/hedging").then().statusCode(404);

        given().post("/api/v1/features/hedging/restore").then().statusCode(200).body("shipped", is(true));

        get("/features/hedging").body("current", is(true));
        given().post("/api/v1/features/none/restore").then().statusCode(404);
    }

    @Test
    void aFeatureIsYamlAndJsonToo() {
        given().get("/features/hedging.yaml")
                .then()
                .statusCode(200)
                .contentType(containsString("yaml"))
                .body(containsString("name: hedging"));
        given().get("/features/hedging.json").then().statusCode(200).body("name", is("hedging"));
    }

    private static ValidatableResponse get(String path) {
        return given().get("/api/v1" + path).then().statusCode(200);
    }

    private static ValidatableResponse save(String body) {
        return given().contentType("text/plain")
                .body(body)
                .post("/api/v1/features")
                .then();
    }
}
