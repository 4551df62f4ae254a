package dev.kennel;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RemoteCommandTest {

    @TestHTTPResource("/")
    URI server;

    @Inject
    LlamaQuantize llamaQuantize;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void aQuantThatComesOutTheSameEndsWithStatus0() {
        made();

        int status = run(server, rebuild("remote/Llama/Q4_0"));

        assertThat(printed()).contains("Job ", "/jobs/", "The same bytes came out.", "Encoded by ");
        assertThat(status).isZero();
    }

    @Test
    void whatTheServerRefusesIsSaidWithStatus2() {
        int status = run(server, rebuild("remote/Nothing/Q4_0"));

        assertThat(printed()).startsWith("remote/Nothing has no quant Q4_0.");
        assertThat(status).isEqualTo(2);
    }

    @Test
    void theMatrixAndTheDeviceArePassedOn() throws Exception {
        requireModel("remote/Llama", Fixtures.LLAMA);
        Path file = directory().resolve("Remote-Q5_0.gguf");
        Files.copy(llamaQuantize.quant(Fixtures.LLAMA, Optional.empty(), "Q5_0"), file);
        done(submitted(submitImport(
                Map.of("base", "remote/Llama", "repository", "elsewhere/Remote-GGUF", "path", file.toString()))));

        int status = run(server, check("no where&more.gguf", Optional.empty()));

        assertThat(printed()).contains("no where&more.gguf");
        assertThat(status).isEqualTo(2);
        assertThat(run(server, check("none", Optional.empty()))).isZero();
        assertThat(run(server, check("none", Optional.of("OpenCL77")))).isEqualTo(2);
        assertThat(printed()).contains("There is no device 'OpenCL77' to encode on, on this machine. Choose one of:");
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() {
        int status = run(URI.create("http://127.0.0.1:1/"), rebuild("remote/Llama/Q4_0"));

        assertThat(printed()).contains("http://127.0.0.1:1/ does not answer", "KENNEL_SERVER");
        assertThat(status).isEqualTo(2);
    }

    @Test
    void whereTheServerGoesAwayMeanwhileItIsSaidThatTheJobGoesOn() throws Exception {
        HttpServer leaving = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        leaving.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                byte[] job = "{\"id\": 7}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(201, job.length);
                exchange.getResponseBody().write(job);
            }
            exchange.close();
        });
        leaving.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + leaving.getAddress().getPort() + "/");

            int status = run(address, rebuild("remote/Llama/Q4_0"));

            assertThat(printed())
                    .startsWith("Job 7: " + address + "jobs/7\nThe server " + address + " does not answer any more (")
                    .endsWith("The job goes on by itself once it runs again: its page says what it found.\n");
            assertThat(status).isEqualTo(2);
        } finally {
            leaving.stop(0);
        }
    }

    @Test
    void aDeviceThatTheServerLacksIsRefusedWithThoseItHas() {
        made();

        int status = run(server, new Command.Rebuild("remote/Llama/Q4_0", Optional.of("OpenCL77")));

        assertThat(printed())
                .startsWith("There is no such device. There is no device 'OpenCL77' to encode on, on this machine."
                        + " Choose one of: auto, cpu");
        assertThat(status).isEqualTo(2);
    }

    private static void made() {
        requireModel("remote/Llama", Fixtures.LLAMA);
        done(sweep("remote/Llama", "Q4_0"));
    }

    private static Command.Remote rebuild(String quant) {
        return new Command.Rebuild(quant, Optional.empty());
    }

    private static Command.Remote check(String imatrix, Optional<String> device) {
        return new Command.CheckDerivation("elsewhere/Remote-GGUF/Q5_0", Optional.of(imatrix), device);
    }

    private int run(URI address, Command.Remote command) {
        return new RemoteCommand(address, Optional.empty())
                .run(command, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
