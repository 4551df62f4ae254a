package dev.kennel.torture;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.kennel.torture.JobReport.State;
import dev.kennel.torture.Models.Model;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of a worker concerns its share and nothing else.
@ExtendWith(SharedServer.class)
class IsolationIT {

    private final TestServer server;

    IsolationIT(TestServer server) {
        this.server = server;
    }

    @AfterEach
    void theServerHasLoadedNoNativeLibrary() {
        assertThat(PackagedServer.nativeModelLibraries(server.pid())).isEmpty();
    }

    @Test
    void aWorkerThatAbortsFailsItsJobWithItsLastWordsAndNoOther() throws IOException, InterruptedException {
        Model monster = server.newModel();
        Weights.of(monster.file()).setHuge("blk.0.ffn_down.weight");
        server.importModel(monster);
        Model other = server.importedModel();

        long aborting = server.sweep(monster, "IQ3_S");
        long sound = server.sweep(other, "Q8_0");

        assertThat(server.jobs().awaitOver(aborting).state()).isEqualTo(State.FAILED);
        assertThat(server.failure(aborting)).contains("SIGABRT").contains("GGML_ASSERT");
        assertThat(server.log(aborting)).contains("attempt 1 of 2").contains("GGML_ASSERT");
        assertThat(server.quants(monster)).isEmpty();
        server.jobs().awaitDone(sound);
        assertThat(server.quants(other)).containsExactly(other.quantFile("Q8_0"));
    }

    @Test
    void aKilledWorkerIsReplacedAndItsJobGoesOn() throws IOException, InterruptedException {
        Model model = server.importedModel();
        long job = server.sweep(model, "Q8_0", "IQ4_XS");

        server.nextWorker().destroyForcibly();

        server.jobs().awaitDone(job);
        assertThat(server.log(job)).contains("SIGKILL");
        assertThat(server.quants(model)).containsExactlyInAnyOrder(model.quantFile("IQ4_XS"), model.quantFile("Q8_0"));
    }

    @Test
    void aWorkerThatHangsIsEndedAndReplaced() throws IOException, InterruptedException {
        Model model = server.importedModel();
        long job = server.sweep(model, "Q8_0", "IQ4_XS");

        ProcessHandle worker = server.nextWorker();
        Signal.STOP.send(worker);

        server.jobs().awaitDone(job);
        assertThat(server.log(job)).contains("The worker said nothing for 40 s");
        assertThat(worker.isAlive()).isFalse();
    }
}
