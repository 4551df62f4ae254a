package dev.kennel.torture;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.torture.JobReport.State;
import dev.kennel.torture.Models.Model;

import static org.assertj.core.api.Assertions.assertThat;

/// A sweep that first gets too little memory, then too little disk, and then enough of both.
class StarvedIT {

    @TempDir
    Path home;

    @Test
    void itFailsWithAReasonEachTimeLeavesNothingAndGoesOnInTheEnd() throws IOException, InterruptedException {
        ServerSettings enough = PackagedServer.settings(home);
        try (var server = TestServer.start(enough)) {
            Model model = server.importedModel();
            server.plan(model, "Q8_0", "Q4_0");

            server.restart(enough.with("kennel.jobs.worker-heap", "6m"));
            long job = server.sweep(model, "Q8_0", "Q4_0");
            server.importedModel();
            assertThat(server.jobs().awaitOver(job).state()).isEqualTo(State.FAILED);
            assertThat(server.failure(job)).contains("heap was too small").contains("OutOfMemoryError");

            server.restart(enough.with("kennel.store.reserve", "1000000G"));
            server.client().retry(job);
            assertThat(server.jobs().awaitOver(job).state()).isEqualTo(State.FAILED);
            assertThat(server.failure(job)).contains("Free some space");
            assertThat(server.quants(model)).isEmpty();

            server.restart(enough);
            server.client().retry(job);
            server.jobs().awaitDone(job);
            assertThat(server.quants(model)).containsExactly(model.quantFile("Q4_0"), model.quantFile("Q8_0"));
        }
        Verify.demandClean(enough);
    }
}
