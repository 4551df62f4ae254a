package dev.kennel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

/// The server's API as a person's script uses it.
public final class KennelApi {

    /// Only something stuck takes that long.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Set<String> OVER = Set.of("DONE", "FAILED", "CANCELLED");

    private KennelApi() {}

    public static Response post(String path, Object body) {
        return given().contentType("application/json").body(body).post("/api/v1" + path);
    }

    public static Response put(String path, Object body) {
        return given().contentType("application/json").body(body).put("/api/v1" + path);
    }

    public static Response post(String path) {
        return given().post("/api/v1" + path);
    }

    public static Response get(String path) {
        return given().get("/api/v1" + path);
    }

    public static JsonPath job(long id) {
        return get("/jobs/" + id).then().statusCode(200).extract().jsonPath();
    }

    /// The id of the job that a submission was answered with.
    public static long submitted(Response response) {
        return response.then().statusCode(201).extract().jsonPath().getLong("id");
    }

    /// Waits until a job is over, however.
    public static JsonPath ended(long id) {
        return Awaitility.await("the end of job " + id)
                .atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .until(() -> job(id), job -> OVER.contains(job.getString("state")));
    }

    public static JsonPath done(long id) {
        JsonPath job = ended(id);
        assertThat(job.getString("state")).as(job.getString("failure")).isEqualTo("DONE");
        return job;
    }

    public static JsonPath failed(long id) {
        JsonPath job = ended(id);
        assertThat(job.getString("state")).isEqualTo("FAILED");
        return job;
    }

    public static Response submitImport(Map<String, Object> request) {
        return post("/imports", request);
    }

    public static void importModel(String repository, Path path) {
        done(submitted(submitImport(Map.of("repository", repository, "path", path.toString()))));
    }

    /// A companion of a model.
    public static void importBelonging(String base, Path path) {
        done(submitted(submitImport(Map.of("base", base, "path", path.toString()))));
    }

    /// A model, imported by the first test that needs it.
    public static void requireModel(String repository, Path path, Path... companions) {
        if (given().get("/api/models/" + repository + "/refs").statusCode() == 404) {
            importModel(repository, path);
            List.of(companions).forEach(companion -> importBelonging(repository, companion));
        }
    }

    public static Response submitSweep(String repository, Map<String, Object> request) {
        return post("/models/" + repository + "/sweeps", request);
    }

    public static long sweep(String repository, String... recipes) {
        return submitted(submitSweep(repository, Map.of("recipes", List.of(recipes))));
    }

    /// Adds a recipe to the catalog.
    public static void addRecipe(String yaml) {
        given().contentType("application/yaml")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/recipes")
                .then()
                .statusCode(201);
    }

    /// Asserts that the answer is a problem of this status.
    public static ValidatableResponse problem(Response response, int status) {
        return response.then().statusCode(status).contentType(containsString("application/problem+json"));
    }
}
