package dev.kennel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import dev.kennel.postgres.EmbeddedDatabase;

/// A packaged Kennel server in a process of its own, on a database of the bench's.
final class KennelServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KennelServer.class);
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    private final Process process;
    private final int port;

    private KennelServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Serves when this returns.
    static KennelServer start(Path home, EmbeddedDatabase database) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--illegal-native-access=deny",
                        "-Dkennel.home=" + home,
                        "-Dkennel.store.reserve=0",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.datasource.jdbc.url=" + database.jdbcUrl(),
                        "-Dquarkus.datasource.username=" + database.user(),
                        "-Dquarkus.datasource.password=" + database.password(),
                        "-jar",
                        jar().toString(),
                        "serve"))
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread.ofVirtual().start(() -> drain(output));
                return new KennelServer(process, Integer.parseInt(listening.group(1)));
            }
        }
        throw new IOException("The server did not start:\n" + seen);
    }

    int port() {
        return port;
    }

    /// What the process has in memory, mapped files included.
    long residentBytes() throws IOException {
        return statusBytes("VmRSS");
    }

    /// The most it ever had.
    long mostResidentBytes() throws IOException {
        return statusBytes("VmHWM");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /// What the server writes must not pile up in its pipe.
    private static void drain(BufferedReader output) {
        try (output) {
            output.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            LOG.debug("The server's output has ended", e);
        }
    }

    private long statusBytes(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            if (line.startsWith(field + ":")) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("The system does not say " + field + " of process " + process.pid());
    }

    /// The application that this class itself was started from.
    private static Path jar() throws IOException {
        try {
            Path own = Path.of(KennelServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.getParent().resolveSibling("quarkus-run.jar");
        } catch (URISyntaxException e) {
            throw new IOException("The application's own directory cannot be found", e);
        }
    }
}
