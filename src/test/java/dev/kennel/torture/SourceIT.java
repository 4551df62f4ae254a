package dev.kennel.torture;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.kennel.torture.JobReport.State;
import dev.kennel.torture.Models.Model;

import static org.assertj.core.api.Assertions.assertThat;

/// A source that is imported by reference may be altered or taken away behind the server's back.
@ExtendWith(SharedServer.class)
class SourceIT {

    private final TestServer server;

    SourceIT(TestServer server) {
        this.server = server;
    }

    @Test
    void aSourceThatChangedFailsTheJobAndNamesTheTensor() throws IOException, InterruptedException {
        Model model = server.importedModel();
        Weights.of(model.file()).touch("blk.2.attn_q.weight");

        long job = server.sweep(model, "Q8_0");

        assertThat(server.jobs().awaitOver(job).state()).isEqualTo(State.FAILED);
        assertThat(server.failure(job)).contains("blk.2.attn_q.weight").contains("has changed since it was imported");
        assertThat(server.quants(model)).isEmpty();
    }

    @Test
    void aSourceThatIsGoneFailsTheJobAndIsNamedUntilItIsBack() throws IOException, InterruptedException {
        Model model = server.importedModel();
        server.plan(model, "Q8_0");
        var away = model.file().resolveSibling("away");
        Files.move(model.file(), away);

        long job = server.sweep(model, "Q8_0");

        assertThat(server.jobs().awaitOver(job).state()).isEqualTo(State.FAILED);
        assertThat(server.failure(job)).contains(model.file().toString()).contains("is not there any more");
        Files.move(away, model.file());
        server.client().retry(job);
        server.jobs().awaitDone(job);
        assertThat(server.quants(model)).containsExactly(model.quantFile("Q8_0"));
    }
}
