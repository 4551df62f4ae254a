package dev.kennel.torture;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A packaged server in a process of its own. Closing it stops it as a person would, by SIGTERM.
final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(15);
    private static final Duration END = Duration.ofMinutes(2);
    private static final String WORKER = "dev.kennel.Worker";

    private final ServerSettings settings;
    private final Process process;
    private final Client client;
    private final long begun = System.nanoTime();
    private Duration startTime = Duration.ZERO;

    private ServerProcess(ServerSettings settings, Process process, int port) {
        this.settings = settings;
        this.process = process;
        this.client = new Client(URI.create("http://127.0.0.1:" + port));
    }

    /// Starts a server and does not wait for it.
    static ServerProcess begin(ServerSettings settings) throws IOException {
        int port = ServerSettings.freePort();
        Files.createDirectories(settings.home());
        var log = ProcessBuilder.Redirect.appendTo(settings.log().toFile());
        Process process = new ProcessBuilder(settings.command(port, "serve"))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        return new ServerProcess(settings, process, port);
    }

    /// Starts a server and waits until it answers.
    ///
    /// @throws StoryBroken when it does not come up
    static ServerProcess start(ServerSettings settings) throws IOException, InterruptedException {
        ServerProcess server = begin(settings);
        server.awaitAnswer();
        return server;
    }

    Client client() {
        return client;
    }

    /// How long it took to answer.
    Duration startTime() {
        return startTime;
    }

    long pid() {
        return process.pid();
    }

    /// The workers that it runs at the moment.
    List<ProcessHandle> workers() {
        return process.children().filter(ServerProcess::isWorker).toList();
    }

    /// A worker that it runs, or starts to run before long.
    Optional<ProcessHandle> workerWithin(Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        Optional<ProcessHandle> worker = workers().stream().findFirst();
        while (worker.isEmpty() && System.nanoTime() - start < limit.toNanos()) {
            Patience.pause(Duration.ofMillis(20));
            worker = workers().stream().findFirst();
        }
        return worker;
    }

    /// Ends it by SIGKILL, as a power cut would but for the operating system's caches.
    ///
    /// @throws StoryBroken when one of its workers outlives it
    void kill() throws InterruptedException {
        List<ProcessHandle> workers = workers();
        process.destroyForcibly();
        awaitEnd();
        for (ProcessHandle worker : workers) {
            Patience.awaitThat("worker " + worker.pid() + " of the killed server to end", () -> !worker.isAlive());
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new StoryBroken(
                    "The server did not stop within " + END.toSeconds() + " s of a SIGTERM." + lastLines());
        }
    }

    void awaitAnswer() throws InterruptedException {
        Patience.upTo(START).until("the server to answer", () -> {
            if (!process.isAlive()) {
                throw new StoryBroken(
                        "The server ended with status " + process.exitValue() + " instead of serving." + lastLines());
            }
            return client.answers();
        });
        startTime = Duration.ofNanos(System.nanoTime() - begun);
    }

    /// The end of what it has written, for a message about it.
    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(settings.log());
            return "\nIts last lines:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return " Its log cannot be read: " + e.getMessage();
        }
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            throw new StoryBroken("The server did not end within " + END.toSeconds() + " s of a SIGKILL.");
        }
    }

    private static boolean isWorker(ProcessHandle process) {
        return process.info()
                .arguments()
                .map(arguments -> List.of(arguments).contains(WORKER))
                .orElse(false);
    }
}
