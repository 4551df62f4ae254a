package dev.kennel.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.torture.JobReport.State;
import dev.kennel.torture.Models.Model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/// A store on a disk of its own that fills up in the middle of a sweep, and without a reserve.
class FullDiskIT {

    private static final String DISK_SIZE = "32m";

    @TempDir
    Path home;

    @TempDir
    Path disk;

    @BeforeEach
    void mountADisk() throws IOException, InterruptedException {
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + DISK_SIZE, "tmpfs", disk.toString()))
                .as("status of mounting a tmpfs, which takes a privileged user")
                .isZero();
    }

    @AfterEach
    void unmountIt() throws IOException, InterruptedException {
        run("umount", "--lazy", disk.toString());
    }

    @Test
    void theJobFailsLeavesNothingBehindAndGoesOnOnceThereIsRoom() throws IOException, InterruptedException {
        ServerSettings settings = PackagedServer.settings(home)
                .with("kennel.store.root", disk.resolve("store").toString())
                .with("kennel.store.reserve", "0");
        Path ballast = disk.resolve("ballast");
        try (var server = TestServer.start(settings)) {
            Model model = server.importedModel();
            long job = server.sweep(model, "Q8_0", "IQ4_XS");
            ProcessHandle worker = server.nextWorker();
            Signal.STOP.send(worker);
            fill(ballast);
            Signal.CONT.send(worker);

            assertThat(server.jobs().awaitOver(job).state()).isEqualTo(State.FAILED);
            assertThat(server.failure(job)).contains("Free some space");
            assertThat(server.quants(model)).isEmpty();

            Files.delete(ballast);
            server.client().retry(job);
            server.jobs().awaitDone(job);
            assertThat(server.quants(model))
                    .containsExactlyInAnyOrder(model.quantFile("IQ4_XS"), model.quantFile("Q8_0"));
        }
        Verify.demandClean(settings);
    }

    /// Writes until nothing more fits.
    private static void fill(Path file) throws IOException {
        var block = new byte[4096];
        try (var out = Files.newOutputStream(file)) {
            while (file.toFile().getUsableSpace() > 0) {
                out.write(block);
            }
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
