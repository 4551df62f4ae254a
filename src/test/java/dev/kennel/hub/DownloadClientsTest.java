package dev.kennel.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;
import dev.kennel.hub.Downloads.Found;

import static org.assertj.core.api.Assertions.assertThat;

/// The clients that people have at hand go on where they were cut off. `./kennel test` installs them; elsewhere a
/// missing one is skipped.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadClientsTest {

    private static final int LENGTH = 40_000_000;
    private static final String NAME = "Pup-Q4_K_M.gguf";

    private byte[] bytes;
    private VirtualFile file;
    private HubServer server;
    private Path into;

    @BeforeAll
    void startServer(@TempDir Path directory) throws Exception {
        bytes = new byte[LENGTH];
        new Random(3).nextBytes(bytes);
        file = laidOut(directory);
        server = new HubServer(directory, (_, _, _, _, _) -> served(), _ -> Optional.of(() -> {}));
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void makePlace(@TempDir Path into) {
        this.into = into;
    }

    @Test
    void curlGoesOnWhereItWasCutOff() throws Exception {
        Path partial = cutOff(12_345_678);

        run("curl", "--silent", "--show-error", "--fail", "-C", "-", "-o", partial.toString(), address());

        assertThat(partial).hasBinaryContent(bytes);
    }

    @Test
    void curlTakesTheNameThatTheServerGives() throws Exception {
        run("curl", "--silent", "--show-error", "--fail", "--remote-name", "--remote-header-name", address());

        assertThat(into.resolve(NAME)).hasBinaryContent(bytes);
    }

    @Test
    void wgetGoesOnWhereItWasCutOff() throws Exception {
        Path partial = cutOff(31_000_000);

        run("wget", "--quiet", "-c", "-O", partial.toString(), address());

        assertThat(partial).hasBinaryContent(bytes);
    }

    @Test
    void wgetIsContentWithAFileThatIsWhole() throws Exception {
        Path whole = cutOff(LENGTH);

        run("wget", "--quiet", "-c", address());

        assertThat(whole).hasBinaryContent(bytes);
        assertThat(filesThere()).hasSize(1);
    }

    @Test
    void ariaReadsSixteenRangesAtOnce() throws Exception {
        run(
                "aria2c",
                "--quiet",
                "-x16",
                "-s16",
                "--min-split-size=1M",
                "--checksum=sha-256=" + file.sha256().hex(),
                address());

        assertThat(into.resolve(NAME)).hasBinaryContent(bytes);
    }

    private Found served() {
        return new Found.File(new ServedFile(file, NAME, "application/octet-stream", Map.of()));
    }

    private VirtualFile laidOut(Path directory) throws IOException {
        var random = new Random(4);
        VirtualFile.Builder builder = VirtualFile.builder();
        int position = 0;
        for (int i = 0; position < LENGTH; i++) {
            int length = Math.min(LENGTH - position, 1 + random.nextInt(500_000));
            byte[] part = Arrays.copyOfRange(bytes, position, position + length);
            builder.file(Files.write(directory.resolve("part-" + i), part), 0, length);
            position += length;
        }
        return builder.build(Sha256.of(bytes));
    }

    /// A download that has got this far.
    private Path cutOff(int length) throws IOException {
        return Files.write(into.resolve(NAME), Arrays.copyOf(bytes, length));
    }

    private String address() {
        URI uri = server.uri(Wire.HTTP_1_1, "/kennel/Pup/resolve/main/" + NAME);
        return uri.toString();
    }

    private List<Path> filesThere() throws IOException {
        try (Stream<Path> files = Files.list(into)) {
            return files.toList();
        }
    }

    private void run(String... command) throws IOException, InterruptedException {
        Assumptions.assumeTrue(isInstalled(command[0]), command[0] + " is not installed");
        Process process = new ProcessBuilder(command)
                .directory(into.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("%s says: %s", command[0], output).isZero();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
