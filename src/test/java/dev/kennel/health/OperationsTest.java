package dev.kennel.health;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class OperationsTest {

    @Test
    void itSaysThatItLivesAndWhatItIsReadyFor() {
        given().get("/health/live").then().statusCode(200).body("status", is("UP"));
        given().get("/health/ready")
                .then()
                .statusCode(200)
                .body("status", is("UP"))
                .body(
                        "checks.name",
                        hasItems("blob store", "llama.cpp libraries", "Database connections health check"));
    }

    @Test
    void withoutLibrariesItIsNotReadyAndSaysWhy(@TempDir Path empty) {
        assertThat(reason(Optional.of(empty))).isEqualTo("there is no libllama in it");
        assertThat(reason(Optional.of(empty.resolve("gone")))).startsWith("it cannot be read");
        assertThat(reason(Optional.empty())).isEqualTo("kennel.llama.directory is not set");
    }

    @Test
    void itCountsItsRequestsForPrometheus() {
        given().get("/sign-in");
        given().get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("http_server_requests_seconds_count"))
                .body(containsString("jvm_memory_used_bytes"))
                .body(containsString("agroal_active_count"));
    }

    private static String reason(Optional<Path> directory) {
        HealthCheckResponse response = new LlamaReadiness(directory).call();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        return (String) response.getData().orElseThrow().get("reason");
    }
}
