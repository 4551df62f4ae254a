package dev.kennel.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.kennel.worker.WorkerProcess;
import dev.kennel.worker.WorkerSettings;

import static org.assertj.core.api.Assertions.assertThat;

class EncodingCheckTest {

    private final ByteArrayOutputStream report = new ByteArrayOutputStream();

    @Test
    void aWorkerThatEndsWhileItLooksForDevicesIsReportedAndNothingIsTried() throws Exception {
        var check = new EncodingCheck(
                EncodingCheckTest::startTheImpossible, true, new PrintStream(report, true, StandardCharsets.UTF_8));

        assertThat(check.findsDevices()).isFalse();
        assertThat(check.tellDevices()).isEmpty();
        assertThat(report.toString(StandardCharsets.UTF_8))
                .startsWith("encoding: FAILED, its devices cannot be found out: ");
    }

    /// A worker whose JVM ends at once: no heap is that small.
    private static WorkerProcess startTheImpossible() throws IOException {
        var settings = new WorkerSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                "1k",
                Duration.ofMinutes(1),
                Map.of());
        return WorkerProcess.start(settings, "dev.kennel.Worker");
    }
}
