package dev.kennel.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.kennel.Fixtures;
import dev.kennel.torture.Client.LogLine;
import dev.kennel.torture.Models.Model;

/// A packaged server with what tests do with it.
final class TestServer implements AutoCloseable {

    private final ServerSettings settings;
    private final Models models;
    private ServerProcess process;

    private TestServer(ServerSettings settings, ServerProcess process) {
        this.settings = settings;
        this.models = new Models(Fixtures.LLAMA, settings.home().resolve("sources"));
        this.process = process;
    }

    static TestServer start(ServerSettings settings) throws IOException, InterruptedException {
        return new TestServer(settings, ServerProcess.start(settings));
    }

    /// Stops the server and starts it again with other settings on the same home.
    void restart(ServerSettings other) throws IOException, InterruptedException {
        process.close();
        process = ServerProcess.start(other);
    }

    ServerSettings settings() {
        return settings;
    }

    long pid() {
        return process.pid();
    }

    Client client() {
        return process.client();
    }

    JobWatch jobs() {
        return new JobWatch(client());
    }

    /// A model that was just imported, not like any other.
    Model importedModel() throws IOException, InterruptedException {
        Model model = models.next();
        importModel(model);
        return model;
    }

    /// One that is not imported yet.
    Model newModel() throws IOException {
        return models.next();
    }

    void importModel(Model model) throws IOException, InterruptedException {
        jobs().awaitDone(client().importModel(model.repository(), model.file().toString()));
    }

    /// Plans, so that a sweep of the same needs no worker for it.
    void plan(Model model, String... recipes) throws IOException, InterruptedException {
        client().plan(model.repository(), List.of(recipes));
    }

    /// @return the job's id
    long sweep(Model model, String... recipes) throws IOException, InterruptedException {
        return client().sweep(model.repository(), List.of(recipes));
    }

    /// The first worker that the server runs from now on.
    ProcessHandle nextWorker() throws InterruptedException {
        return Patience.awaiting(
                "a worker to start", () -> process.workers().stream().findFirst());
    }

    List<String> quants(Model model) throws IOException, InterruptedException {
        return client().files(model.repository()).orElseThrow().stream()
                .map(Client.ListedFile::path)
                .toList();
    }

    String failure(long job) throws IOException, InterruptedException {
        return Optional.of(jobs().report(job)).flatMap(JobReport::failure).orElse("");
    }

    String log(long job) throws IOException, InterruptedException {
        return String.join("\n", client().log(job).stream().map(LogLine::text).toList());
    }

    Path blobs() {
        return settings.blobs();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
