package dev.kennel.web;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ApiDescriptionTest {

    @Test
    void itDescribesTheApiAndNothingElse() {
        JsonPath api = description();

        assertThat(api.getMap("paths").keySet()).isNotEmpty().allMatch(path -> path.toString()
                .startsWith("/api/"));
        assertThat(api.getMap("components.schemas").keySet())
                .doesNotContain("TemplateInstance", "EngineImpl")
                .contains("Problem");
    }

    @Test
    void everyOperationSaysThatItMayFail() {
        Map<String, Map<String, Map<String, Object>>> paths = description().getMap("paths");

        paths.forEach((path, operations) -> operations.forEach((method, operation) -> {
            if (operation.get("responses") instanceof Map<?, ?> responses) {
                assertThat(responses.get("default"))
                        .as("%s %s", method, path)
                        .isEqualTo(Map.of("$ref", "#/components/responses/Problem"));
            }
        }));
    }

    @Test
    void everyAnswerInJsonSaysWhatIsInIt() {
        Map<String, Map<String, Map<String, Object>>> paths = description().getMap("paths");

        paths.forEach((path, operations) ->
                operations.forEach((method, operation) -> assertDescribed(method + " " + path, operation)));
        assertDescribed("components", description().getMap("components"));
    }

    /// A schema that is empty says nothing, wherever it stands.
    private static void assertDescribed(String place, Object part) {
        switch (part) {
            case Map<?, ?> map -> {
                assertThat(map).as(place).isNotEmpty();
                map.forEach((name, value) -> assertDescribed(place + " " + name, value));
            }
            case List<?> list -> list.forEach(item -> assertDescribed(place, item));
            default -> {}
        }
    }

    @Test
    void aProblemIsDescribedFieldByField() {
        assertThat(description().getMap("components.schemas.Problem.properties").keySet())
                .isEqualTo(Arrays.stream(Problem.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.toSet()));
    }

    private static JsonPath description() {
        return given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
