package dev.kennel.catalog;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

@QuarkusTest
class RecipeApiTest {

    private static final String MIX = "name: api-mix\nuse: For a test.\nbase: Q4_K_M\noutput: q8_0\n";

    @Inject
    RecipeTables tables;

    @AfterEach
    void asItCame() {
        tables.asShipped();
    }

    @Test
    void whatComesWithKennelIsThere() {
        get("/recipes").body("items.name", hasItem("Q4_K_M")).body("items.shipped", hasItem(true));
        get("/recipes/q4_k_m").body("base", is("Q4_K_M")).body("current", is(true));
        get("/ladders").body("items.name", hasItem("standard"));
        get("/ladders/standard").body("recipes", hasItem("Q4_K_M"));
    }

    @Test
    void aRecipeIsSavedAsYamlOrJson() {
        save("/recipes", MIX).statusCode(201).header("Location", containsString("/api/v1/recipes/api-mix"));
        get("/recipes/api-mix").body("output", is("q8_0")).body("shipped", is(false));

        save("/recipes", "{\"name\": \"api-mix\", \"use\": \"For a test.\", \"base\": \"Q5_K_M\"}")
                .statusCode(201);

        get("/recipes/api-mix").body("base", is("Q5_K_M"));
        get("/recipes/api-mix/versions").body("items.base", contains("Q5_K_M", "Q4_K_M"));
    }

    @Test
    void aVersionIsReadByItsDigest() {
        String digest = save("/recipes", MIX).extract().path("digest");
        save("/recipes", MIX.replace("Q4_K_M", "Q6_K"));

        get("/recipes/api-mix?version=" + digest).body("base", is("Q4_K_M")).body("current", is(false));
        given().get("/api/v1/recipes/Q4_K_M?version=" + digest).then().statusCode(404);
    }

    @Test
    void everythingThatIsWrongIsNamedWithItsLine() {
        save("/recipes", "name: api-mix\nuse: For a test.\nbase: Q9_Z\noutput: q99\n")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors", hasSize(2))
                .body("errors.field", contains("base", "output"))
                .body("errors[0].message", containsString("line 3"));
    }

    @Test
    void aNameThatIsAnotherPagesAddressIsRefused() {
        save("/recipes", MIX.replace("api-mix", "api-mix.md"))
                .statusCode(422)
                .body("errors[0].message", containsString("its page in another form"));
    }

    @Test
    void aRecipeOfALadderIsNotDeleted() {
        save("/recipes", MIX);
        save("/ladders", "name: api-few\nuse: A few.\nrecipes: [api-mix]\n").statusCode(201);

        given().delete("/api/v1/recipes/api-mix")
                .then()
                .statusCode(409)
                .body("detail", containsString("is in the ladder api-few"));

        given().delete("/api/v1/ladders/api-few").then().statusCode(204);
        given().delete("/api/v1/recipes/api-mix").then().statusCode(204);
        given().get("/api/v1/recipes/api-mix").then().statusCode(404);
        given().delete("/api/v1/recipes/api-mix").then().statusCode(404);
    }

    @Test
    void whatCameWithKennelIsRestored() {
        given().delete("/api/v1/ladders/nemotron").then().statusCode(204);
        get("/ladders").body("items.name", not(hasItem("nemotron")));

        given().post("/api/v1/ladders/nemotron/restore").then().statusCode(200).body("shipped", is(true));

        get("/ladders").body("items.name", hasItem("nemotron"));
        save("/recipes", "name: Q6_K\nuse: Mine.\nbase: Q5_K_M\n");
        given().post("/api/v1/recipes/Q6_K/restore").then().statusCode(200).body("base", is("Q6_K"));
        given().post("/api/v1/recipes/none/restore").then().statusCode(404);
    }

    @Test
    void aRecipeIsYamlMarkdownAndJsonToo() {
        given().get("/recipes/Q4_K_M.yaml")
                .then()
                .statusCode(200)
                .contentType(containsString("yaml"))
                .body(containsString("base: Q4_K_M"));
        given().get("/recipes/Q4_K_M.md").then().statusCode(200).contentType(containsString("text/markdown"));
        given().get("/recipes/Q4_K_M.json").then().statusCode(200).body("name", is("Q4_K_M"));
    }

    private static ValidatableResponse get(String path) {
        return given().get("/api/v1" + path).then().statusCode(200);
    }

    private static ValidatableResponse save(String path, String body) {
        return given().contentType("text/plain")
                .body(body)
                .post("/api/v1" + path)
                .then();
    }
}
