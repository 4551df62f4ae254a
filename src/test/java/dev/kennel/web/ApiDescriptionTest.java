package dev.kennel.web;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
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
    void itDescribesTheApiAndTheFilesAndNothingElse() {
        JsonPath api = description();

        assertThat(api.<String, Object>getMap("paths").keySet().stream().filter(path -> !path.startsWith("/api/")))
                .containsExactlyInAnyOrder(
                        "/{owner}/{name}/resolve/{revision}/{path}",
                        "/{owner}/{name}/bundles/{quant}.zip",
                        "/activations/{id}/file",
                        "/{owner}/{name}.{form}",
                        "/{owner}/{name}/quants/{quant}.{form}",
                        "/{owner}/{name}/chart.svg");
        assertThat(api.getMap("paths").keySet()).hasSizeGreaterThan(30);
        assertThat(api.getMap("components.schemas").keySet())
                .doesNotContain("TemplateInstance", "EngineImpl")
                .contains("Problem");
    }

    @Test
    void everyOperationSaysThatItMayFail() {
        operations().forEach((place, operation) -> assertThat(((Map<?, ?>) operation.get("responses")).get("default"))
                .as(place)
                .isEqualTo(Map.of("$ref", "#/components/responses/Problem")));
    }

    @Test
    void everyAnswerInJsonSaysWhatIsInIt() {
        operations().forEach(ApiDescriptionTest::assertDescribed);
        assertDescribed("components", description().getMap("components"));
    }

    @Test
    void aBodyThatMayBeLeftOutIsNotRequired() {
        Map<?, ?> rebuild = operations().get("post /api/v1/models/{owner}/{name}/quants/{quant}/rebuild");

        assertThat((Map<?, ?>) rebuild.get("requestBody"))
                .extracting("required")
                .isNotEqualTo(true);
    }

    /// By method and path.
    private static Map<String, Map<?, ?>> operations() {
        var operations = new HashMap<String, Map<?, ?>>();
        Map<String, Map<String, Object>> paths = description().getMap("paths");
        paths.forEach((path, item) -> item.forEach((method, operation) -> {
            if (!method.equals("parameters")) {
                operations.put(method + " " + path, (Map<?, ?>) operation);
            }
        }));
        return operations;
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
