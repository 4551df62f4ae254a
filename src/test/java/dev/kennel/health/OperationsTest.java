package dev.kennel.health;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class OperationsTest {

    private static final String MODEL = "operations/Counted";

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

    @Test
    void itCountsWhatAJobDidForPrometheus() {
        KennelApi.requireModel(MODEL, Fixtures.LLAMA);
        double computed = metric("kennel_units_computed_total");
        double reused = metric("kennel_units_reused_total");
        double encoded = metric("kennel_encoded_bytes_total");
        double downloads = metric("kennel_downloads_total{outcome=\"complete\"}");
        double sent = metric("kennel_download_bytes_total");

        JsonPath job = KennelApi.done(KennelApi.sweep(MODEL, "Q5_1"));
        byte[] file =
                given().get("/" + MODEL + "/resolve/main/Counted-Q5_1.gguf").asByteArray();

        assertThat(metric("kennel_units_computed_total") - computed).isEqualTo(job.getInt("detail.unitsEncoded"));
        assertThat(metric("kennel_units_reused_total") - reused).isEqualTo(job.getInt("detail.unitsReused"));
        assertThat(metric("kennel_encoded_bytes_total") - encoded).isEqualTo(job.getLong("detail.bytesEncoded"));
        await().atMost(Duration.ofMinutes(15))
                .untilAsserted(() -> assertThat(metric("kennel_downloads_total{outcome=\"complete\"}") - downloads)
                        .isEqualTo(1));
        assertThat(metric("kennel_download_bytes_total") - sent).isEqualTo(file.length);
    }

    @Test
    void itShowsHowFullItIsForPrometheus() {
        KennelApi.requireModel(MODEL, Fixtures.LLAMA);
        KennelApi.done(KennelApi.sweep(MODEL, "Q5_0"));

        await().atMost(Duration.ofMinutes(15)).untilAsserted(() -> {
            assertThat(metric("kennel_jobs{state=\"done\"}")).isPositive();
            assertThat(metric("kennel_store_blobs")).isPositive();
        });
        assertThat(metric("kennel_store_bytes")).isPositive();
        assertThat(metric("kennel_store_free_bytes")).isPositive();
        for (String other : List.of(
                "kennel_shares_running{lane=\"cpu\"}",
                "kennel_store_pins",
                "kennel_uploads_open",
                "kennel_workers_alive",
                "kennel_worker_deaths_total")) {
            assertThat(metric(other)).as(other).isNotNegative();
        }
    }

    @Test
    void everyMetricOfItsOwnSaysWhatItIs() {
        List<String> lines = metrics().lines().toList();

        List<String> names = lines.stream()
                .filter(line -> line.startsWith("# TYPE kennel_"))
                .map(line -> line.split(" ")[2])
                .toList();
        assertThat(names).hasSizeGreaterThan(10).allSatisfy(name -> assertThat(lines)
                .anyMatch(line -> line.matches("# HELP " + name + " \\w.*")));
    }

    @Test
    void linesOfAJobCarryItsIdInTheStructuredLog() {
        var lines = new CopyOnWriteArrayList<String>();
        var handler = new StructuredLines(lines);
        Logger logger = Logger.getLogger("dev.kennel.job");
        logger.addHandler(handler);
        try {
            KennelApi.requireModel(MODEL, Fixtures.LLAMA);
            long job = KennelApi.submitted(KennelApi.submitSweep(MODEL, Map.of("recipes", List.of("Q4_1"))));
            KennelApi.done(job);

            assertThat(lines).anySatisfy(line -> {
                JsonPath entry = JsonPath.from(line);
                assertThat(entry.getString("message")).contains("units to make");
                assertThat(entry.getLong("mdc.jobId")).isEqualTo(job);
                assertThat(entry.getLong("mdc.shareId")).isPositive();
                assertThat(entry.getString("threadName")).startsWith("job " + job + ", share ");
            });
        } finally {
            logger.removeHandler(handler);
        }
    }

    /// Writes records as `kennel.log.json=true` does.
    private static final class StructuredLines extends Handler {

        private final List<String> lines;

        StructuredLines(List<String> lines) {
            this.lines = lines;
            setFormatter(new JsonFormatter());
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(getFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static double metric(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no metric " + name));
    }

    private static String metrics() {
        return given().get("/metrics").then().statusCode(200).extract().asString();
    }

    private static String reason(Optional<Path> directory) {
        HealthCheckResponse response = new LlamaReadiness(directory).call();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        return (String) response.getData().orElseThrow().get("reason");
    }
}
