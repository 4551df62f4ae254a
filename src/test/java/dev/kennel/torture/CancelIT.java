package dev.kennel.torture;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.kennel.torture.JobReport.State;
import dev.kennel.torture.Models.Model;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedServer.class)
class CancelIT {

    /// Slow enough to encode that it can be cancelled meanwhile.
    private static final String[] RECIPES = {"Q8_0", "IQ4_XS", "Q2_K"};

    private final TestServer server;

    CancelIT(TestServer server) {
        this.server = server;
    }

    @Test
    void aCancelledSweepEndsItsWorkerKeepsItsUnitsAndGoesOnWhenRetried() throws IOException, InterruptedException {
        Model model = server.importedModel();
        long job = server.sweep(model, RECIPES);
        ProcessHandle worker = server.nextWorker();
        awaitUnits(job);

        server.client().cancel(job);

        Patience.awaitThat("the worker to end", () -> !worker.isAlive());
        JobReport cancelled = server.jobs().awaitOver(job);
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.unitsDone()).isPositive();
        server.client().retry(job);
        assertThat(server.jobs().report(job).unitsDone()).isGreaterThanOrEqualTo(cancelled.unitsDone());
        assertThat(server.jobs().awaitDone(job).unitsEncoded()).isGreaterThanOrEqualTo(cancelled.unitsEncoded());
        assertThat(server.quants(model)).hasSize(RECIPES.length);
    }

    @Test
    void aDiscardedSweepGivesItsUnitsToTheCollector() throws IOException, InterruptedException {
        Model model = server.importedModel();
        long before = BlobCount.below(server.blobs());
        long job = server.sweep(model, RECIPES);
        awaitUnits(job);
        server.client().cancel(job);
        server.jobs().awaitOver(job);
        assertThat(BlobCount.below(server.blobs())).isGreaterThan(before);

        server.client().discard(job);

        Patience.awaitThat("the sweep's blobs to be collected", () -> BlobCount.below(server.blobs()) <= before);
        assertThat(server.client().job(job)).isEmpty();
        assertThat(server.quants(model)).isEmpty();
    }

    private void awaitUnits(long job) throws InterruptedException {
        Patience.awaitThat(
                "a unit to be made", () -> server.jobs().answered(job).unitsDone() > 0);
    }
}
