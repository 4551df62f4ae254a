package dev.kennel.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.torture.JobReport.State;
import dev.kennel.torture.Models.Model;

import static org.assertj.core.api.Assertions.assertThat;

/// A disk may give back other bytes than it was given.
class DamageIT {

    /// Bytes of a norm's weights: a tensor that is the same in every quant.
    private static final long NORM_BYTES = 256 * 4;

    @TempDir
    Path home;

    @Test
    void aFlippedByteIsFoundWhenAssemblingAndByVerifyAndMendedByARetry() throws IOException, InterruptedException {
        ServerSettings settings = PackagedServer.settings(home);
        Model model;
        Path damaged;
        long job;
        try (var server = TestServer.start(settings)) {
            model = server.importedModel();
            server.jobs().awaitDone(server.sweep(model, "Q8_0"));
            damaged = blobOf(settings, NORM_BYTES);
            Weights.flip(damaged, 100);

            job = server.sweep(model, "Q4_0");

            assertThat(server.jobs().awaitOver(job).state()).isEqualTo(State.FAILED);
            assertThat(server.failure(job))
                    .contains("norm.weight")
                    .contains(damaged.getFileName().toString());
            assertThat(server.quants(model)).containsExactly(model.quantFile("Q8_0"));
        }

        Verify.Outcome found = Verify.run(settings);
        Verify.Outcome mended = Verify.run(settings, "--repair");

        assertThat(found.status()).isEqualTo(1);
        assertThat(found.said())
                .contains("WRONG_CONTENT")
                .contains(damaged.getFileName().toString());
        assertThat(mended.said())
                .contains("dropped WRONG_CONTENT")
                .contains("make the quant Q8_0 of " + model.repository() + " again")
                .contains("norm.weight of " + model.quantFile("Q8_0") + " in " + model.repository());
        try (var server = TestServer.start(settings)) {
            server.client().retry(job);
            server.jobs().awaitDone(job);
            for (var file : server.client().files(model.repository()).orElseThrow()) {
                assertThat(server.client().download(model.repository(), file.path()))
                        .isEqualTo(file);
            }
        }
        assertThat(Verify.run(settings).said()).contains("The store is whole.");
    }

    private static Path blobOf(ServerSettings settings, long bytes) throws IOException {
        try (Stream<Path> files = Files.walk(settings.blobs())) {
            return files.filter(file -> file.toFile().isFile() && file.toFile().length() == bytes)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
