package dev.kennel.torture;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.kennel.postgres.EmbeddedDatabase;
import dev.kennel.torture.Models.Model;

/// Kills a server and its workers again and again, each time in the middle of something, and looks for damage.
final class TortureRun implements AutoCloseable {

    /// After every so many kills the store is verified before the server comes up again.
    private static final int VERIFY_EVERY = 5;
    /// Between two shares no worker runs for a moment; after the last one none comes.
    private static final Duration WORKER_WAIT = Duration.ofSeconds(3);

    /// What appears, one after another, while the database is made.
    private static final List<String> FIRST_START = List.of(
            "postgres", "postgres/programs", "postgres/data.partial", "postgres/data", "postgres/data/postmaster.pid");

    private final ServerSettings settings;
    private final int kills;
    private final PrintStream out;
    private final Random random;
    private final Ledger ledger;
    private final Scenes scenes;
    private ServerProcess server;

    /// @param model that copies are made of
    TortureRun(ServerSettings settings, Path model, int kills, long seed, PrintStream out) {
        this.settings = settings;
        this.kills = kills;
        this.out = out;
        this.random = new Random(seed);
        this.ledger = new Ledger(new Models(model, settings.home().resolve("sources")));
        this.scenes = new Scenes(settings, ledger, random);
    }

    /// @throws StoryBroken when something broke
    void run() throws IOException, InterruptedException {
        killFirstStart();
        server = ServerProcess.start(settings);
        for (int kill = 2; kill <= kills; kill++) {
            interrupt(kill);
        }
        out.println("At the end all " + new Shelf(server.client(), ledger).checkAll() + " quants are whole.");
        deleteEverything();
        out.println("With all of them deleted, nothing of them is left in the store.");
        server.close();
        Verify.demandClean(settings);
        out.println("The store is verified.");
    }

    /// Stops whatever still runs.
    @Override
    public void close() throws InterruptedException {
        if (server != null) {
            server.close();
        }
        Path database = settings.home().resolve("postgres");
        if (Files.exists(database.resolve("data/postmaster.pid"))) {
            EmbeddedDatabase.start(database).close();
        }
    }

    /// The very first start unpacks and makes the database.
    private void killFirstStart() throws IOException, InterruptedException {
        Path appearing = settings.home().resolve(FIRST_START.get(random.nextInt(FIRST_START.size())));
        server = ServerProcess.begin(settings);
        Patience.awaitThat(appearing + " to appear", () -> Files.exists(appearing));
        server.kill();
        say(1, "server", "first start, when " + appearing.getFileName() + " appears");
    }

    private void interrupt(int kill) throws IOException, InterruptedException {
        Scene scene = scenes.next();
        scene.begin(server);
        Optional<ProcessHandle> worker =
                scenes.killsWorker(scene) ? server.workerWithin(WORKER_WAIT) : Optional.empty();
        if (worker.isEmpty()) {
            server.kill();
            Instant killed = Instant.now();
            say(kill, "server", scene.title());
            if (kill % VERIFY_EVERY == 0) {
                Verify.demandClean(settings);
            }
            server = ServerProcess.start(settings);
            scene.finish(server.client(), killed);
        } else {
            kill(worker.get());
            Instant killed = Instant.now();
            say(kill, "worker", scene.title());
            scene.finish(server.client(), killed);
        }
    }

    private void kill(ProcessHandle worker) throws InterruptedException {
        worker.destroyForcibly();
        Patience.awaitThat("the killed worker to end", () -> !worker.isAlive());
    }

    /// What is left are the sources that were uploaded and the texts that came with the server.
    private void deleteEverything() throws IOException, InterruptedException {
        for (Model model : ledger.swept()) {
            for (String recipe : ledger.quants(model)) {
                server.client().deleteQuant(model.repository(), recipe);
                ledger.deleted(model, recipe);
            }
        }
        long remaining = ledger.uploads() + server.client().texts().size();
        Patience.awaitThat("the collector to free the blobs of all quants", () -> blobs() == remaining);
    }

    private long blobs() {
        return BlobCount.below(settings.blobs());
    }

    private void say(int kill, String victim, String what) {
        out.println("kill " + kill + " (" + victim + "): " + what);
    }
}
